import { describeWith } from '@tizhi/testing';
import { it } from 'vitest';
import { expectClean } from './chaos.fixture.ts';

describeWith(['influxd'], 'a school with its own broker and influxd', () => {
  it('loses nothing and doubles nothing through 30 kills, stops and full disks', async () => {
    await expectClean({ broker: 'tizhi', store: 'influx', faults: 30 });
  }, 600_000);
});
