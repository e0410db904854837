import { connect as dial } from 'node:net';
import { eventually } from '@tizhi/testing';
import type { IClientOptions, MqttClient } from 'mqtt';
import { describe, expect, it } from 'vitest';
import {
  client,
  closedSocket,
  connected,
  event,
  granted,
  inbox,
  open,
  rawConnack,
  refusal,
} from './fixtures/test-clients.ts';

describe('accounts', () => {
  it('lets the right password in and answers a wrong one, and an unknown name, with return code 4', async () => {
    const broker = await open();
    await connected(broker, 'gym');
    expect(await refusal(client(broker, 'gym', { password: 'wrong' }))).toBe(4);
    expect(await refusal(client(broker, 'nobody'))).toBe(4);
    expect(broker.counters()).toMatchObject({ accepted: 1, loginsFailed: 2, clientErrors: 0 });
  });

  it('keeps sessions apart: another account with the same client id ends nobody', async () => {
    const broker = await open();
    const gym = await connected(broker, 'gym', { clientId: 'same' });
    await connected(broker, 'field', { clientId: 'same' });
    await gym.publishAsync('tizhi/1/demo/gym/up/alert', 'x', { qos: 1 });
    expect(gym.connected).toBe(true);
  });

  it('asks those who come while too many passwords are being checked to come again', async () => {
    const broker = await open({ limits: { passwordChecks: 1, passwordChecksWaiting: 1 } });
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        refusal(client(broker, 'gym', { clientId: `c${i}` })).catch(() => 'let in'),
      ),
    );
    expect(new Set(answers)).toEqual(new Set(['let in', 3]));
    expect(broker.counters().loginsDeferred).toBe(answers.filter((answer) => answer === 3).length);
  });
});

describe('the access list', () => {
  it('carries a lane up to a service and an acknowledgement down to its gateway only', async () => {
    const broker = await open();
    const [gym, field, ingest] = (await Promise.all(
      ['gym', 'field', 'ingest'].map((name) => connected(broker, name)),
    )) as [MqttClient, MqttClient, MqttClient];
    const [gymSaw, fieldSaw, ingestSaw] = [inbox(gym), inbox(field), inbox(ingest)];
    await ingest.subscribeAsync('tizhi/1/+/+/up/+', { qos: 1 });
    await gym.subscribeAsync('tizhi/1/demo/gym/down/#', { qos: 1 });
    await field.subscribeAsync('tizhi/1/demo/field/down/#', { qos: 1 });
    await gym.publishAsync('tizhi/1/demo/gym/up/result', 'jump', { qos: 1 });
    await ingest.publishAsync('tizhi/1/demo/gym/down/ack/result', 'ack', { qos: 1, retain: true });
    await eventually('both arrive', () => gymSaw.length === 1 && ingestSaw.length === 1);
    expect(ingestSaw).toEqual([{ topic: 'tizhi/1/demo/gym/up/result', text: 'jump', retain: false }]);
    expect(gymSaw).toEqual([{ topic: 'tizhi/1/demo/gym/down/ack/result', text: 'ack', retain: false }]);
    expect(fieldSaw).toEqual([]);
  });

  it('closes the connection of a gateway that publishes for another, and counts it', async () => {
    const broker = await open();
    const field = await connected(broker, 'field');
    const ingest = await connected(broker, 'ingest');
    const seen = inbox(ingest);
    await ingest.subscribeAsync('tizhi/1/+/+/up/+', { qos: 1 });
    const closed = event(field, 'close');
    field.publish('tizhi/1/demo/gym/up/result', 'forged', { qos: 1 }, () => {});
    await closed;
    expect(broker.counters().publishesDenied).toBe(1);
    expect(seen).toEqual([]);
  });

  it.each(['tizhi/1/demo/gym/down/#', '#', '$SYS/#', 'tizhi/1/+/field/down/#', 'tizhi/1/demo/field/up/#'])(
    'answers a gateway that asks for %s with 0x80',
    async (filter) => {
      const broker = await open();
      expect(await granted(await connected(broker, 'field'), filter)).toBe(128);
      expect(broker.counters().subscriptionsDenied).toBe(1);
    },
  );

  it('keeps a refused filter out of a persistent session too', async () => {
    const broker = await open();
    const away: IClientOptions = { clean: false, clientId: 'persistent' };
    const field = await connected(broker, 'field', away);
    expect(await granted(field, 'tizhi/1/demo/gym/down/#')).toBe(128);
    expect(await granted(field, 'tizhi/1/demo/field/down/#')).toBe(1);
    await field.endAsync();
    const ingest = await connected(broker, 'ingest');
    await ingest.publishAsync('tizhi/1/demo/gym/down/roster', 'theirs', { qos: 1 });
    await ingest.publishAsync('tizhi/1/demo/field/down/roster', 'ours', { qos: 1 });
    const again = client(broker, 'field', away);
    const seen = inbox(again);
    await eventually('the queued one arrives', () => seen.length > 0);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(seen.map(({ text }) => text)).toEqual(['ours']);
  });
});

describe('limits', () => {
  it('cuts a packet that announces more than its limit, before it is sent', async () => {
    const broker = await open({ limits: { packetBytes: 10_000 } });
    const gym = await connected(broker, 'gym');
    await gym.publishAsync('tizhi/1/demo/gym/up/result', 'x'.repeat(9_000), { qos: 1 });
    const closed = event(gym, 'close');
    gym.publish('tizhi/1/demo/gym/up/result', 'x'.repeat(10_000), { qos: 1 }, () => {});
    await closed;
    expect(broker.counters().oversizedPackets).toBe(1);
  });

  it('refuses a long client id, and an empty one with a persistent session, with return code 2', async () => {
    const broker = await open();
    expect(await refusal(client(broker, 'gym', { clientId: 'x'.repeat(65) }))).toBe(2);
    expect(await rawConnack(broker.port, { flags: 0b1100_0000 })).toEqual([0x20, 2, 0, 2]);
    expect(broker.counters().identifiersRejected).toBe(2);
  });

  it('names a client with an empty id and a clean session by itself', async () => {
    const broker = await open();
    expect(await rawConnack(broker.port, { flags: 0b1100_0010 })).toEqual([0x20, 2, 0, 0]);
  });

  it('closes a socket that says nothing', async () => {
    const broker = await open({ limits: { connectTimeoutMs: 100 } });
    await closedSocket(dial(broker.port, '127.0.0.1'));
    await eventually('its place is free', () => broker.counters().connected === 0);
    expect(broker.counters().connectTimeouts).toBe(1);
  });

  it('closes a socket that talks nonsense and serves the others', async () => {
    const broker = await open();
    const gym = await connected(broker, 'gym');
    const socket = dial(broker.port, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: broker\r\n\r\n');
    await closedSocket(socket);
    await gym.publishAsync('tizhi/1/demo/gym/up/result', 'x', { qos: 1 });
    expect(gym.connected).toBe(true);
  });

  it('refuses connections beyond its number', async () => {
    const broker = await open({ limits: { connections: 1 } });
    await connected(broker, 'gym');
    await closedSocket(dial(broker.port, '127.0.0.1'));
    await eventually('counted', () => broker.counters().connectionsRefused === 1);
  });

  it('drops, counted, what an absent persistent client has no room for', async () => {
    const broker = await open({ limits: { sessionMessages: 2 } });
    const away: IClientOptions = { clean: false, clientId: 'persistent' };
    const gym = await connected(broker, 'gym', away);
    await gym.subscribeAsync('tizhi/1/demo/gym/down/#', { qos: 1 });
    await gym.endAsync();
    const ingest = await connected(broker, 'ingest');
    for (const text of ['1', '2', '3']) {
      await ingest.publishAsync('tizhi/1/demo/gym/down/ack/alert', text, { qos: 1 });
    }
    await eventually('counted', () => broker.counters().sessionMessagesDropped === 1);
    const again = client(broker, 'gym', away);
    const seen = inbox(again);
    await eventually('two arrive', () => seen.length === 2);
    expect(seen.map(({ text }) => text)).toEqual(['1', '2']);
  });
});

describe('what is retained', () => {
  it('gives a gateway that comes later its acknowledgement', async () => {
    const broker = await open();
    const ingest = await connected(broker, 'ingest');
    await ingest.publishAsync('tizhi/1/demo/gym/down/ack/alert', '41', { qos: 1, retain: true });
    await ingest.publishAsync('tizhi/1/demo/gym/down/ack/alert', '42', { qos: 1, retain: true });
    const gym = await connected(broker, 'gym');
    const seen = inbox(gym);
    await gym.subscribeAsync('tizhi/1/demo/gym/down/#', { qos: 1 });
    await eventually('arrives', () => seen.length > 0);
    expect(seen).toEqual([{ topic: 'tizhi/1/demo/gym/down/ack/alert', text: '42', retain: true }]);
  });

  it('publishes the last will of a gateway that goes without a word', async () => {
    const broker = await open();
    const ingest = await connected(broker, 'ingest');
    const seen = inbox(ingest);
    await ingest.subscribeAsync('tizhi/1/+/+/status', { qos: 1 });
    const will = {
      topic: 'tizhi/1/demo/gym/status',
      payload: Buffer.from('gone'),
      qos: 1 as const,
      retain: true,
    };
    const gym = await connected(broker, 'gym', { will });
    gym.stream.destroy();
    await eventually('the will', () => seen.length === 1);
    expect(seen[0]).toMatchObject({ topic: 'tizhi/1/demo/gym/status', text: 'gone' });
    const orderly = await connected(broker, 'gym', { will: { ...will, payload: Buffer.from('not me') } });
    await orderly.endAsync();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(seen).toHaveLength(1);
  });

  it('refuses a will to a topic that is not the own status with return code 5', async () => {
    const broker = await open();
    for (const topic of ['tizhi/1/demo/field/status', 'tizhi/1/demo/gym/up/alert']) {
      const will = { topic, payload: Buffer.from('x'), qos: 1 as const, retain: true };
      expect(await refusal(client(broker, 'gym', { will }))).toBe(5);
    }
    expect(broker.counters().willsDenied).toBe(2);
  });
});

describe('order', () => {
  it('delivers every message of a client that mixes QoS 0, QoS 1 and retained', async () => {
    const broker = await open();
    const [gym, ingest] = [await connected(broker, 'gym'), await connected(broker, 'ingest')];
    const seen = inbox(ingest);
    await ingest.subscribeAsync(['tizhi/1/+/+/up/+', 'tizhi/1/+/+/status'], { qos: 1 });
    const sent = Array.from({ length: 300 }, (_, i) => String(i));
    for (const text of sent) {
      const i = Number(text) % 3;
      if (i === 0) gym.publish('tizhi/1/demo/gym/up/alert', text, { qos: 1 });
      else if (i === 1) gym.publish('tizhi/1/demo/gym/up/telemetry', text, { qos: 0 });
      else gym.publish('tizhi/1/demo/gym/status', text, { qos: 1, retain: true });
    }
    await eventually(`all arrive`, () => seen.length >= 300, 3000).catch(() => {});
    expect(seen.map(({ text }) => Number(text)).sort((a, b) => a - b)).toEqual(sent.map(Number));
  });
});
