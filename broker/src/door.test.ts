import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { accounts, connected, event, log, open, stops } from './fixtures/test-clients.ts';
import { startBroker } from './index.ts';

describe('the door', () => {
  it('says TIZHI_PORT_IN_USE where the port is taken', async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => {
        const address = other.address();
        resolve(address !== null && typeof address === 'object' ? address.port : 0);
      });
    });
    stops.push(() => new Promise((resolve) => other.close(resolve)));
    await expect(startBroker({ port, clients: accounts.list, log })).rejects.toMatchObject({
      code: 'TIZHI_PORT_IN_USE',
    });
  });

  it('can be closed and opened again on the same port while clients are connected', async () => {
    const first = await open();
    const gym = await connected(first, 'gym', { reconnectPeriod: 50 });
    const again = event(gym, 'close').then(() => event(gym, 'connect'));
    await first.close();
    const second = await open({ port: first.port });
    await again;
    expect(second.port).toBe(first.port);
  });

  it('refuses a configuration with two accounts of one name', async () => {
    const [first] = accounts.list;
    await expect(startBroker({ port: 0, clients: first ? [first, first] : [], log })).rejects.toThrow(
      'user names must differ',
    );
  });
});
