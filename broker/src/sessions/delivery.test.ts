import { describe, expect, it } from 'vitest';
import { connectAs, type RawClient, rawClient } from '../fixtures/raw-client.fixture.ts';
import { open } from '../fixtures/test-clients.ts';
import type { Broker } from '../index.ts';

const ROSTER = 'tizhi/1/demo/gym/down/roster';
const publish = (more: object): object => ({
  cmd: 'publish',
  topic: ROSTER,
  payload: 'x',
  qos: 2,
  messageId: 1,
  retain: false,
  dup: false,
  ...more,
});

async function come(broker: Broker, username: string, more: object = {}): Promise<RawClient> {
  const made = await rawClient(broker.port);
  made.send(connectAs(username, more));
  await made.take('connack');
  return made;
}
async function listening(broker: Broker, more: object = { clean: false }): Promise<RawClient> {
  const made = await come(broker, 'gym', more);
  made.send({
    cmd: 'subscribe',
    messageId: 9,
    subscriptions: [{ topic: 'tizhi/1/demo/gym/down/#', qos: 2 }],
  });
  await made.take('suback');
  return made;
}
const aMoment = (ms = 250) => new Promise((resolve) => setTimeout(resolve, ms));

describe('exactly once', () => {
  it('delivers a repeated QoS 2 message once, and answers each repetition', async () => {
    const broker = await open();
    const [to, from] = [await listening(broker), await come(broker, 'ingest')];
    from.send(publish({ messageId: 7 }));
    await from.take('pubrec');
    from.send(publish({ messageId: 7, dup: true }));
    await from.take('pubrec');
    from.send({ cmd: 'pubrel', messageId: 7 });
    await from.take('pubcomp');
    from.send({ cmd: 'pubrel', messageId: 7 });
    await from.take('pubcomp');
    await to.take('publish');
    await aMoment();
    expect(to.received.filter(({ cmd }) => cmd === 'publish')).toHaveLength(1);
  });

  it('still knows the repetition after the sender was cut off and came back to its session', async () => {
    const broker = await open();
    const to = await listening(broker);
    const first = await come(broker, 'ingest', { clean: false });
    first.send(publish({ messageId: 7 }));
    await first.take('pubrec');
    first.cut();
    const second = await come(broker, 'ingest', { clean: false });
    second.send(publish({ messageId: 7, dup: true }));
    await second.take('pubrec');
    await to.take('publish');
    await aMoment();
    expect(to.received.filter(({ cmd }) => cmd === 'publish')).toHaveLength(1);
  });

  it('goes on with PUBREL, not with the message, where the reader had received it', async () => {
    const broker = await open();
    const [to, from] = [await listening(broker), await come(broker, 'ingest')];
    from.send(publish({ messageId: 3 }));
    const { messageId } = await to.take('publish');
    to.send({ cmd: 'pubrec', messageId });
    await to.take('pubrel');
    to.cut();
    const again = await come(broker, 'gym', { clean: false });
    expect((await again.take('pubrel')).messageId).toBe(messageId);
    again.send({ cmd: 'pubcomp', messageId });
    await aMoment();
    again.cut();
    const third = await come(broker, 'gym', { clean: false });
    await aMoment();
    expect(third.received.map(({ cmd }) => cmd)).toEqual(['connack']);
  });
});

describe('a session that is resumed', () => {
  it('gets nothing before CONNACK, and its queue before what comes meanwhile, each message once', async () => {
    const broker = await open();
    (await listening(broker)).cut();
    const from = await come(broker, 'ingest');
    const send = (n: number): void => from.send(publish({ qos: 1, messageId: n, payload: String(n) }));
    for (let n = 1; n <= 200; n++) send(n);
    await aMoment();
    const to = await rawClient(broker.port);
    to.send(connectAs('gym', { clean: false }));
    for (let n = 201; n <= 600; n++) {
      send(n);
      if (n % 20 === 0) await aMoment(1);
    }
    await expect
      .poll(() => to.received.filter(({ cmd }) => cmd === 'publish').length, { timeout: 15_000 })
      .toBeGreaterThanOrEqual(600);
    await aMoment();
    expect(to.received[0]?.cmd).toBe('connack');
    const numbers = to.received.flatMap((packet) =>
      packet.cmd === 'publish' ? [Number(packet.payload)] : [],
    );
    expect(numbers).toEqual(Array.from({ length: 600 }, (_, n) => n + 1));
  });

  it('ends where a clean one begins', async () => {
    const broker = await open();
    const kept = await listening(broker);
    kept.cut();
    expect(broker.counters().sessions).toBe(1);
    const clean = await come(broker, 'gym', { clean: true });
    expect(broker.counters().sessions).toBe(0);
    const from = await come(broker, 'ingest');
    from.send(publish({ qos: 1 }));
    await from.take('puback');
    clean.cut();
    const again = await come(broker, 'gym', { clean: false });
    await aMoment();
    expect(again.received.map(({ cmd }) => cmd)).toEqual(['connack']);
  });
});
