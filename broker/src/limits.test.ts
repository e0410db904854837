import { eventually } from '@tizhi/testing';
import { describe, expect, it } from 'vitest';
import { connectAs, type RawClient, rawClient } from './fixtures/raw-client.fixture.ts';
import { client, connected, granted, inbox, open, refusal } from './fixtures/test-clients.ts';
import type { Broker } from './index.ts';

const KiB = 1024;
const DOWN = 'tizhi/1/demo/gym/down/';
const counted = (what: string, condition: () => boolean) => eventually(`counted: ${what}`, condition);

async function comes(broker: Broker, clientId: string): Promise<RawClient> {
  const made = await rawClient(broker.port);
  made.send(connectAs('gym', { clientId, clean: false }));
  await made.take('connack');
  return made;
}

describe('persistent sessions', () => {
  it('of one account are few: a new one takes the place of the longest absent', async () => {
    const broker = await open({ limits: { sessionsPerAccount: 2 } });
    for (const name of ['a', 'b']) {
      const one = await comes(broker, name);
      one.send({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: `${DOWN}#`, qos: 1 }] });
      await one.take('suback');
      one.cut();
      await counted('gone', () => broker.counters().connected === 0);
    }
    (await comes(broker, 'c')).cut();
    expect(broker.counters()).toMatchObject({ sessions: 2, sessionsEvicted: 1 });
    const presentOf = async (clientId: string): Promise<boolean> => {
      const one = await rawClient(broker.port);
      one.send(connectAs('gym', { clientId, clean: false }));
      const { sessionPresent } = await one.take('connack');
      one.cut();
      return sessionPresent;
    };
    expect(await presentOf('b')).toBe(true);
    expect(await presentOf('a')).toBe(false);
  });

  it('are refused with return code 3 where every place is held', async () => {
    const broker = await open({ limits: { sessions: 1 } });
    await connected(broker, 'gym', { clean: false });
    expect(await refusal(client(broker, 'field', { clean: false }))).toBe(3);
    await connected(broker, 'field', { clean: true });
    expect(broker.counters()).toMatchObject({ sessions: 1, sessionsRefused: 1 });
  });

  it('end when nobody comes back to them', async () => {
    const broker = await open({ limits: { sessionExpiryMs: 100 } });
    const gym = await connected(broker, 'gym', { clean: false });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(broker.counters().sessions).toBe(1);
    await gym.endAsync();
    await counted('expired', () => broker.counters().sessionsExpired === 1);
    expect(broker.counters().sessions).toBe(0);
  });

  it('hold so many bytes, alone and together, and drop what comes on top', async () => {
    const broker = await open({ limits: { sessionBytes: 10 * KiB, allSessionsBytes: 15 * KiB } });
    for (const name of ['gym', 'field']) {
      const one = await connected(broker, name, { clean: false });
      await one.subscribeAsync(`tizhi/1/demo/${name}/down/#`, { qos: 1 });
      await one.endAsync();
    }
    const ingest = await connected(broker, 'ingest');
    const send = (gateway: string, size: number) =>
      ingest.publishAsync(`tizhi/1/demo/${gateway}/down/roster`, 'x'.repeat(size), { qos: 1 });
    await send('gym', 8 * KiB);
    await send('gym', 4 * KiB);
    await counted('one session is full', () => broker.counters().sessionMessagesDropped === 1);
    await send('field', 8 * KiB);
    await counted('all together are', () => broker.counters().sessionMessagesDropped === 2);
    await send('field', 4 * KiB);
    const seen = await Promise.all(
      ['gym', 'field'].map(async (name) => {
        const again = client(broker, name, { clean: false });
        const messages = inbox(again);
        await eventually('the kept one arrives', () => messages.length === 1);
        return messages.map(({ text }) => text.length);
      }),
    );
    expect(seen).toEqual([[8 * KiB], [4 * KiB]]);
  });
});

describe('QoS 2', () => {
  it('ends the connection of a client that releases nothing, across its reconnects', async () => {
    const broker = await open({ limits: { qos2Inflight: 3 } });
    const publish = (messageId: number): object => ({
      cmd: 'publish',
      topic: 'tizhi/1/demo/gym/up/alert',
      payload: 'x',
      qos: 2,
      messageId,
      retain: false,
      dup: false,
    });
    const first = await comes(broker, 'greedy');
    for (const id of [1, 2, 3]) {
      first.send(publish(id));
      await first.take('pubrec');
    }
    first.cut();
    const second = await comes(broker, 'greedy');
    second.send(publish(4));
    await second.closed;
    expect(broker.counters()).toMatchObject({ qos2Exceeded: 1, memoryErrors: 0 });
    const third = await comes(broker, 'greedy');
    third.send({ cmd: 'pubrel', messageId: 1 });
    await third.take('pubcomp');
    third.send(publish(4));
    await third.take('pubrec');
  });
});

describe('filters and retained messages', () => {
  it('answers a filter too many with 0x80; one that is there already may be asked for again', async () => {
    const broker = await open({ limits: { subscriptions: 3 } });
    const gym = await connected(broker, 'gym');
    const answers: (number | undefined)[] = [];
    for (const tail of ['roster', 'lesson', 'command', 'x', 'roster']) {
      answers.push(await granted(gym, DOWN + tail));
    }
    expect(answers).toEqual([1, 1, 1, 128, 1]);
    await gym.unsubscribeAsync(`${DOWN}roster`);
    expect(await granted(gym, `${DOWN}x`)).toBe(1);
    expect(broker.counters().subscriptionsRefused).toBe(1);
  });

  it('keeps so many retained messages; what does not fit is still delivered, and nothing old stands for it', async () => {
    const broker = await open({ limits: { retainedMessages: 2, retainedBytes: 2 * KiB } });
    const [ingest, gym] = [await connected(broker, 'ingest'), await connected(broker, 'gym')];
    const live = inbox(gym);
    await gym.subscribeAsync(`${DOWN}#`, { qos: 1 });
    for (const [tail, size] of [
      ['roster', 100],
      ['lesson', 100],
      ['command', 100],
      ['roster', 3 * KiB],
    ] as const) {
      await ingest.publishAsync(DOWN + tail, 'x'.repeat(size), { qos: 1, retain: true });
    }
    await eventually('all four', () => live.length === 4);
    expect(broker.counters().retainedDropped).toBe(2);
    const later = await connected(broker, 'gym', { clientId: 'later' });
    const kept = inbox(later);
    await later.subscribeAsync(`${DOWN}#`, { qos: 1 });
    await eventually('what was kept', () => kept.length > 0);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(kept.map(({ topic }) => topic)).toEqual([`${DOWN}lesson`]);
  });

  it('does not keep what is of one moment, whatever its sender asks', async () => {
    const broker = await open();
    const gym = await connected(broker, 'gym');
    await gym.publishAsync('tizhi/1/demo/gym/up/result', 'once', { qos: 1, retain: true });
    await gym.publishAsync('tizhi/1/demo/gym/status', 'state', { qos: 1, retain: true });
    const ingest = await connected(broker, 'ingest');
    const seen = inbox(ingest);
    await ingest.subscribeAsync('tizhi/1/#', { qos: 1 });
    await eventually('the state', () => seen.length > 0);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(seen.map(({ text }) => text)).toEqual(['state']);
    expect(broker.counters().retainsIgnored).toBe(1);
  });
});
