import { describeWith } from '@tizhi/testing';
import { it } from 'vitest';
import { expectClean } from './chaos.fixture.ts';

describeWith(['mosquitto'], "a school on Debian's mosquitto", () => {
  it('loses nothing and doubles nothing while the broker is killed and stopped', async () => {
    await expectClean({ broker: 'mosquitto', store: 'sqlite', faults: 3, victims: ['broker'] });
  }, 400_000);
});

describeWith(['nats-server', 'influxd'], 'a school on a cluster of three NATS nodes', () => {
  it('loses nothing and doubles nothing while one node after the other is killed and stopped', async () => {
    await expectClean({ broker: 'nats', store: 'influx', faults: 3, victims: ['broker'] });
  }, 400_000);
});
