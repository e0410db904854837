import { createServer } from 'node:net';
import { eventually } from '@tizhi/testing';
import { describe, expect, it } from 'vitest';
import { accounts, client, connected, event, log, open, stops } from './fixtures/test-clients.ts';
import { ca, clientCert, clientKey, serverCert, serverKey } from './fixtures/test-only-certificates.ts';
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

describe('TLS', () => {
  const tls = { key: serverKey, cert: serverCert };

  it('serves a client that trusts its certificate and no plain one', async () => {
    const broker = await open({ tls });
    const gym = await connected(broker, 'gym', { protocol: 'mqtts', ca });
    await gym.publishAsync('tizhi/1/demo/gym/up/alert', 'x', { qos: 1 });
    const plain = client(broker, 'gym', { clientId: 'plain' });
    await event(plain, 'close');
    await eventually('counted', () => broker.counters().tlsFailures === 1);
    const distrusting = client(broker, 'gym', { protocol: 'mqtts', clientId: 'distrusting' });
    await event(distrusting, 'close');
    expect(broker.counters().accepted).toBe(1);
  });

  it('asks for a client certificate where an authority is configured', async () => {
    const broker = await open({ tls: { ...tls, clientCa: ca } });
    await connected(broker, 'gym', { protocol: 'mqtts', ca, cert: clientCert, key: clientKey });
    const without = client(broker, 'gym', { protocol: 'mqtts', ca, clientId: 'without' });
    await event(without, 'close');
    expect(broker.counters()).toMatchObject({ accepted: 1, tlsFailures: 1 });
  });
});
