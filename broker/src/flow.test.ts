import { connect as dial, type Socket } from 'node:net';
import { eventually } from '@tizhi/testing';
import { generate, type Packet } from 'mqtt-packet';
import { describe, expect, it } from 'vitest';
import { connectAs, rawClient } from './fixtures/raw-client.fixture.ts';
import { connected, inbox, open, stops } from './fixtures/test-clients.ts';
import type { Broker } from './index.ts';

const KiB = 1024;

/** Connects, subscribes, and from then on reads nothing. */
async function sleeper(broker: Broker, username: string, filter: string): Promise<Socket> {
  const socket = dial(broker.port, '127.0.0.1');
  stops.push(async () => void socket.destroy());
  socket.on('error', () => {});
  socket.write(generate(connectAs(username, { clientId: 'sleeper', keepalive: 0 }) as Packet));
  socket.write(
    generate({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: filter, qos: 0 }] } as Packet),
  );
  let bytes = 0;
  const answered = new Promise<void>((resolve) => {
    socket.on('data', (chunk) => {
      bytes += chunk.length;
      if (bytes >= 4 + 5) resolve(); // CONNACK and SUBACK
    });
  });
  await answered;
  socket.removeAllListeners('data');
  socket.pause();
  return socket;
}

describe('a client that sends faster than its rate', () => {
  it.each([
    ['packets', { packetsPerSecond: 2_000 }, 8_000, 1],
    ['bytes', { bytesPerSecond: 200 * KiB }, 60, 10 * KiB],
  ])(
    'waits, by %s, and loses nothing',
    async (_what, limits, messages, size) => {
      const broker = await open({ limits });
      const ingest = await connected(broker, 'ingest');
      const seen = inbox(ingest);
      await ingest.subscribeAsync('tizhi/1/+/+/up/+', { qos: 0 });
      const gym = await rawClient(broker.port);
      gym.send(connectAs('gym'));
      await gym.take('connack');
      const sent = Array.from({ length: messages }, (_, n) => String(n));
      const message = {
        cmd: 'publish',
        topic: 'tizhi/1/demo/gym/up/telemetry',
        qos: 0,
        retain: false,
        dup: false,
      };
      const packets = sent.map((n) => ({ ...message, payload: n.padEnd(size, ' ') }));
      const start = performance.now();
      gym.send(...packets);
      await eventually('all arrive', () => seen.length === messages);
      // A second's worth and one read of the socket at once, the rest at the rate: not sooner, whatever the
      // machine does.
      expect(performance.now() - start).toBeGreaterThan(1500);
      expect(seen.map(({ text }) => text.trim())).toEqual(sent);
      expect(broker.counters().readsThrottled).toBeGreaterThan(0);
    },
    30_000,
  );

  it('is still heard when it says goodbye meanwhile', async () => {
    const broker = await open({ limits: { packetsPerSecond: 100 } });
    const ingest = await connected(broker, 'ingest');
    const seen = inbox(ingest);
    await ingest.subscribeAsync('tizhi/1/+/+/up/+', { qos: 0 });
    const gym = await connected(broker, 'gym');
    for (let n = 0; n < 250; n++) gym.publish('tizhi/1/demo/gym/up/telemetry', 'x', { qos: 0 });
    await gym.endAsync();
    await eventually('all arrive', () => seen.length === 250);
  });
});

describe('a gateway that does not read', () => {
  it('is closed at its backlog; nobody who writes to it waits, and memory stays within the bound', async () => {
    const gatewayBacklogBytes = 1024 * KiB;
    const broker = await open({ limits: { gatewayBacklogBytes, inflightPackets: 5 } });
    const asleep = await sleeper(broker, 'gym', 'tizhi/1/demo/gym/down/#');
    const field = await connected(broker, 'field');
    const seen = inbox(field);
    await field.subscribeAsync('tizhi/1/demo/field/down/#', { qos: 1 });
    const ingest = await connected(broker, 'ingest');
    const [big, size] = ['x'.repeat(64 * KiB), 64 * KiB];
    let most = 0;
    let sent = 0;
    while (broker.counters().slowReaders === 0) {
      if (sent > 2_000) throw new Error('the sleeper is never closed');
      sent += 1;
      await ingest.publishAsync('tizhi/1/demo/gym/down/roster', big, { qos: 1 });
      // Its acknowledgement does not wait for the one that sleeps.
      await ingest.publishAsync('tizhi/1/demo/field/down/ack/alert', String(sent), { qos: 1 });
      most = Math.max(most, broker.counters().unreadBytes);
    }
    await eventually('every acknowledgement arrives', () => seen.length === sent);
    expect(most).toBeLessThan(gatewayBacklogBytes + 4 * size);
    expect(most).toBeGreaterThan(gatewayBacklogBytes / 2);
    asleep.resume();
    await eventually('it is closed', () => asleep.destroyed);
    await eventually('what waited is let go', () => broker.counters().unreadBytes === 0);
    expect(broker.counters()).toMatchObject({ slowReaders: 1, clientErrors: 0 });
  }, 30_000);

  it('is closed after the drain time although little waits for it', async () => {
    const broker = await open({ limits: { drainTimeoutMs: 300 } });
    const asleep = await sleeper(broker, 'gym', 'tizhi/1/demo/gym/down/#');
    const ingest = await connected(broker, 'ingest');
    const big = 'x'.repeat(64 * KiB);
    let sent = 0;
    while (broker.counters().unreadBytes === 0) {
      if (sent > 2_000) throw new Error('the kernel takes everything');
      sent += 1;
      await ingest.publishAsync('tizhi/1/demo/gym/down/roster', big, { qos: 1 });
    }
    await eventually('closed', () => broker.counters().slowReaders === 1);
    await eventually('what waited is let go', () => broker.counters().unreadBytes === 0);
    expect(broker.counters().clientErrors).toBe(0);
    asleep.destroy();
  }, 30_000);
});

describe('a service that does not read', () => {
  it('holds its gateways back, in bounded memory, and misses nothing once it reads again', async () => {
    const broker = await open({ limits: { inflightPackets: 20, drainTimeoutMs: 60_000 } });
    const asleep = await sleeper(broker, 'ingest', 'tizhi/1/+/+/up/+');
    const gym = await connected(broker, 'gym');
    const size = 16 * KiB;
    const messages = 2_000; // 32 MB, more than the kernel takes
    const payload = 'x'.repeat(size);
    for (let n = 0; n < messages; n++) gym.publish('tizhi/1/demo/gym/up/telemetry', payload, { qos: 0 });
    const counters = () => broker.counters();
    await eventually('something waits', () => counters().unreadBytes > 0);
    let most = 0;
    let published = 0;
    for (let look = 0; look < 20; look++) {
      most = Math.max(most, counters().unreadBytes);
      published = counters().published;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    expect(counters().published, 'the gateway is held back').toBe(published);
    expect(published).toBeLessThan(messages);
    expect(most).toBeLessThan(4 * 1024 * KiB);
    let bytes = 0;
    asleep.on('data', (chunk) => {
      bytes += chunk.length;
    });
    asleep.resume();
    await eventually('everything arrives', () => bytes >= messages * size);
    expect(broker.counters()).toMatchObject({ slowReaders: 0, published: messages });
  }, 30_000);

  it('holds back a gateway that sends packet by packet too, at what it may have in flight', async () => {
    const broker = await open({ limits: { inflightPackets: 20, drainTimeoutMs: 60_000 } });
    await sleeper(broker, 'ingest', 'tizhi/1/+/+/up/+');
    const gym = await connected(broker, 'gym');
    const payload = 'x'.repeat(16 * KiB);
    for (let n = 0; n < 2_000; n++) gym.publish('tizhi/1/demo/gym/up/telemetry', payload, { qos: 0 });
    await eventually('something waits', () => broker.counters().unreadBytes > 0);
    const field = await connected(broker, 'field');
    for (let n = 0; n < 500 && broker.counters().readsHeld === 0; n++) {
      field.publish('tizhi/1/demo/field/up/telemetry', 'x', { qos: 0 });
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    expect(broker.counters().readsHeld).toBeGreaterThan(0);
  }, 30_000);

  it('is closed after the drain time, and the others go on', async () => {
    const broker = await open({ limits: { drainTimeoutMs: 300 } });
    await sleeper(broker, 'ingest', 'tizhi/1/+/+/up/+');
    const gym = await connected(broker, 'gym');
    const payload = 'x'.repeat(16 * KiB);
    for (let n = 0; n < 2_000; n++) gym.publish('tizhi/1/demo/gym/up/telemetry', payload, { qos: 0 });
    await eventually('closed', () => broker.counters().slowReaders === 1);
    const ingest = await connected(broker, 'ingest');
    const seen = inbox(ingest);
    await ingest.subscribeAsync('tizhi/1/+/+/up/+', { qos: 1 });
    await gym.publishAsync('tizhi/1/demo/gym/up/alert', 'heard', { qos: 1 });
    await eventually('heard', () => seen.some(({ text }) => text === 'heard'));
  }, 30_000);
});
