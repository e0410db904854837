import { type Broker, hashSecret, startBroker } from '@tizhi/broker';
import { formatEnvelope, formatTopic, type Instant, type Lane } from '@tizhi/contracts';
import { openStores, type RecordStore, type Stores, type TelemetryStore } from '@tizhi/storage';
import { describeWith, eventually, type Postgres, startPostgres, temporaryFolder } from '@tizhi/testing';
import mqtt, { type MqttClient } from 'mqtt';
import pino from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  attempt,
  bodyOf,
  CLOCK,
  epochOf,
  gatewayOf,
  SCHOOL,
  START,
  senderOf,
  telemetry,
} from './fixtures/messages.ts';
import { type Ingest, startIngest } from './index.ts';

const log = pino({ level: 'silent' });
const gateway = gatewayOf(1);
const epoch = epochOf(1);

let passwordHash: string;
let port = 0;
let broker: Broker;
let stores: Stores;
let folder: ReturnType<typeof temporaryFolder>;
const stops: (() => Promise<unknown>)[] = [];

const openBroker = (): Promise<Broker> =>
  startBroker({
    port,
    log,
    clients: [
      { username: 'gw-1', passwordHash, role: { kind: 'gateway', school: SCHOOL, gateway } },
      { username: 'ingest', passwordHash, role: { kind: 'service' } },
    ],
  });

beforeAll(async () => {
  passwordHash = await hashSecret('secret');
});
beforeEach(async () => {
  port = 0;
  broker = await openBroker();
  port = broker.port;
  folder = temporaryFolder();
  stores = await openStores({ dataDir: folder.path });
});
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
  await stores.close();
  await broker.close();
  folder.remove();
});

async function ingest(
  on: { telemetry?: TelemetryStore; records?: RecordStore; clock?: () => Instant } = {},
): Promise<Ingest> {
  const started = await startIngest({
    mqtt: { url: `mqtt://127.0.0.1:${port}`, username: 'ingest', password: 'secret' },
    telemetry: on.telemetry ?? stores.telemetry,
    records: on.records ?? stores.records,
    log,
    ...(on.clock === undefined ? {} : { clock: on.clock }),
  });
  stops.push(() => started.stop());
  return started;
}

interface Gateway {
  readonly client: MqttClient;
  send(lane: Lane, seq: number, more?: { body?: unknown; first?: number }): Promise<void>;
  /** The newest mark heard, 0 before any. */
  acknowledged(lane: Lane): number;
  acknowledgements: { lane: string; seq: number }[];
}

async function gatewayClient(): Promise<Gateway> {
  const client = mqtt.connect(`mqtt://127.0.0.1:${port}`, {
    username: 'gw-1',
    password: 'secret',
    clientId: 'gw-1',
    reconnectPeriod: 100,
  });
  client.on('error', () => {});
  stops.push(() => client.endAsync(true));
  const acknowledgements: { lane: string; seq: number }[] = [];
  /** Bodies that a test gave itself. */
  const special = new Map<string, unknown>();
  client.on('message', (topic, payload) => {
    if (topic.includes('/ack/'))
      acknowledgements.push({ lane: topic.split('/').at(-1) ?? '', seq: JSON.parse(payload.toString()).seq });
  });
  await client.subscribeAsync(`tizhi/1/${SCHOOL}/${gateway}/down/#`, { qos: 1 });
  return {
    client,
    acknowledgements,
    async send(lane, seq, { body, first = 1 } = {}) {
      const topic = formatTopic({ school: SCHOOL, gateway, kind: 'up', lane });
      if (body !== undefined) special.set(`${lane}/${seq}`, body);
      const textOf = (each: number): string =>
        JSON.stringify(special.get(`${lane}/${each}`) ?? bodyOf(lane, 1, each));
      const key = { school: SCHOOL, gateway, epoch, lane };
      const { chain, prev } = senderOf(key, textOf).link(seq, first);
      const link = prev === null ? { chain } : { chain, prev };
      const head = { v: 1 as const, epoch, seq, first, sentAt: START, clock: CLOCK, ...link };
      await client.publishAsync(topic, formatEnvelope(head, textOf(seq)), { qos: 1 });
    },
    acknowledged: (lane) => acknowledgements.filter((one) => one.lane === lane).at(-1)?.seq ?? 0,
  };
}

const attempts = async (): Promise<number[]> =>
  (await stores.records.results.attemptsAfter(SCHOOL, 0, 1000)).map(({ body }) =>
    Number(body.attempt.slice(-12)),
  );
const samples = async (): Promise<number> => {
  const all = { from: 0 as Instant, to: 4_000_000_000_000 as Instant };
  let count = 0;
  for await (const _sample of stores.telemetry.heartRate(all)) count += 1;
  return count;
};
const mark = async (lane: Lane): Promise<number> =>
  (await stores.records.inbox.mark({ school: SCHOOL, gateway, epoch, lane }))?.seq ?? 0;
const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);
const acknowledged = (of: Gateway, lane: Lane, seq: number): Promise<unknown> =>
  eventually(
    `${lane} ${seq} acknowledged (${JSON.stringify(of.acknowledgements)})`,
    () => of.acknowledged(lane) === seq,
  );

/** A store whose writes fail while `isAway`. */
function withOutage<T extends object>(store: T, isAway: () => boolean): T {
  return new Proxy(store, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member === 'object' && member !== null) return withOutage(member, isAway);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]) =>
        isAway() ? Promise.reject(new Error('the store is away')) : Reflect.apply(member, target, args);
    },
  });
}

describe('ingest, with a real broker and real stores', () => {
  it('stores each lane and acknowledges it, retained', async () => {
    await ingest();
    const gym = await gatewayClient();
    await gym.send('result', 1);
    await gym.send('alert', 1);
    await gym.send('telemetry', 1, { body: telemetry(1, 45) });
    for (const lane of ['result', 'alert', 'telemetry'] as const) await acknowledged(gym, lane, 1);
    expect(await attempts()).toEqual([1]);
    expect(await samples()).toBe(45);
    expect(await stores.records.alerts.list({ school: SCHOOL, limit: 10 })).toHaveLength(1);
    const late = await gatewayClient();
    await acknowledged(late, 'result', 1);
  });

  it('stores once and in order what comes twice and out of order', async () => {
    const inbox = await ingest();
    const gym = await gatewayClient();
    for (const seq of [2, 1, 1, 4, 3, 2, 1]) await gym.send('result', seq);
    await eventually('1 stored', async () => (await mark('result')) >= 1);
    // What came too early was ignored: the sender begins again behind its last acknowledgement.
    for (const seq of range(1, 4)) await gym.send('result', seq);
    await acknowledged(gym, 'result', 4);
    expect(await attempts()).toEqual([1, 2, 3, 4]);
    expect(inbox.counters()).toMatchObject({ accepted: 4 });
    expect(inbox.counters().duplicates).toBeGreaterThan(2);
  });

  it('tells a gateway the time, at once, with its question', async () => {
    await ingest();
    const gym = await gatewayClient();
    const answer = new Promise<unknown>((resolve) =>
      gym.client.on('message', (topic, payload) => {
        if (topic.endsWith('/down/time')) resolve(JSON.parse(payload.toString()));
      }),
    );
    const question = { boot: 'boot-1', mono: 12.5 };
    const before = Date.now();
    gym.client.publish(formatTopic({ school: SCHOOL, gateway, kind: 'ask_time' }), JSON.stringify(question));
    const { at, ...echo } = (await answer) as { at: number };
    expect(echo).toEqual(question);
    expect(at).toBeGreaterThanOrEqual(before);
    expect(at).toBeLessThanOrEqual(Date.now());
  });

  it('keeps bad messages as dead letters and goes on', async () => {
    await ingest();
    const gym = await gatewayClient();
    await gym.send('result', 1, { body: { ...attempt(1, 1), value: 'far' } });
    await gym.client.publishAsync(`tizhi/1/${SCHOOL}/${gateway}/up/result`, 'not JSON', { qos: 1 });
    await gym.send('result', 2);
    await acknowledged(gym, 'result', 2);
    await eventually('both kept', async () => (await stores.records.inbox.deadLetters(10)).length === 2);
    const letters = await stores.records.inbox.deadLetters(10);
    expect(letters.map(({ seq, reason }) => ({ seq, reason }))).toEqual(
      expect.arrayContaining([
        { seq: 1, reason: expect.stringContaining('value') },
        { seq: null, reason: 'not JSON in UTF-8' },
      ]),
    );
    expect(await attempts()).toEqual([2]);
  });

  it('records what a full gateway dropped, and goes on behind it', async () => {
    await ingest();
    const gym = await gatewayClient();
    await gym.send('telemetry', 1);
    await acknowledged(gym, 'telemetry', 1);
    await gym.send('telemetry', 6, { first: 6 });
    await acknowledged(gym, 'telemetry', 6);
    expect(await stores.records.inbox.gaps(10)).toMatchObject([{ fromSeq: 2, toSeq: 5, lane: 'telemetry' }]);
  });

  it('saves the status of a gateway, and that it went without a word', async () => {
    await ingest();
    const topic = formatTopic({ school: SCHOOL, gateway, kind: 'status' });
    const will = {
      topic,
      payload: Buffer.from(JSON.stringify({ state: 'offline', epoch })),
      qos: 1 as const,
      retain: true,
    };
    const client = mqtt.connect(`mqtt://127.0.0.1:${port}`, { username: 'gw-1', password: 'secret', will });
    stops.push(() => client.endAsync(true));
    const idle = { queued: 0, dropped: 0 };
    const lanes = { alert: idle, result: idle, telemetry: idle };
    const online = {
      state: 'online',
      version: '0.1.0',
      epoch,
      startedAt: START,
      at: START,
      lanes,
      sourcesUp: 1,
      sources: 2,
      clock: { skewMs: 0, errorMs: null },
      diskFull: false,
      damaged: 0,
      rejected: 0,
    };
    await client.publishAsync(topic, JSON.stringify(online), { qos: 1, retain: true });
    const state = async () => (await stores.records.gateways(SCHOOL))[0]?.status.state;
    await eventually('online', async () => (await state()) === 'online');
    client.options.reconnectPeriod = 0;
    client.stream.destroy();
    await eventually('offline', async () => (await state()) === 'offline');
  });

  it('finds its way back when the broker restarts', async () => {
    const inbox = await ingest();
    const gym = await gatewayClient();
    await gym.send('result', 1);
    await acknowledged(gym, 'result', 1);
    await broker.close();
    broker = await openBroker();
    await eventually(
      'ingest is back',
      () => inbox.counters().connections === 2 && inbox.counters().connected,
    );
    await eventually('acknowledged again and again', async () => {
      await gym.send('result', 1);
      await gym.send('result', 2);
      return gym.acknowledged('result') === 2;
    });
    expect(await attempts()).toEqual([1, 2]);
  });

  it.each(['telemetry', 'records'] as const)('survives an outage of the %s store', async (which) => {
    let isAway = true;
    const inbox = await ingest({ [which]: withOutage(stores[which], () => isAway) });
    const gym = await gatewayClient();
    for (const seq of range(1, 5)) await gym.send('telemetry', seq);
    if (which === 'telemetry') {
      // Results do not wait for the telemetry store.
      await gym.send('result', 1);
      await acknowledged(gym, 'result', 1);
    }
    await eventually('it was tried', () => inbox.counters().storeFailures >= 2);
    expect(gym.acknowledged('telemetry')).toBe(0);
    isAway = false;
    await acknowledged(gym, 'telemetry', 5);
    expect(await samples()).toBe(5);
  });

  it('killed between store and acknowledgement: the next one stores nothing twice and answers', async () => {
    let commits = 0;
    const { inbox } = stores.records;
    const dying: RecordStore = {
      ...stores.records,
      inbox: {
        ...inbox,
        mark: (key) => inbox.mark(key),
        // The commit happens, and its caller never hears of it.
        async commit(commit) {
          await inbox.commit(commit);
          commits += 1;
          await new Promise(() => {});
        },
      },
    };
    const first = await startIngest({
      mqtt: { url: `mqtt://127.0.0.1:${port}`, username: 'ingest', password: 'secret' },
      telemetry: stores.telemetry,
      records: dying,
      log,
      stopMs: 50,
    });
    const gym = await gatewayClient();
    await gym.send('result', 1);
    await gym.send('telemetry', 1);
    await eventually('both committed', () => commits === 2);
    await first.stop();
    expect(gym.acknowledgements).toEqual([]);
    await ingest();
    for (const lane of ['result', 'telemetry'] as const) {
      await gym.send(lane, 1);
      await acknowledged(gym, lane, 1);
      await gym.send(lane, 2);
      await acknowledged(gym, lane, 2);
    }
    expect(await attempts()).toEqual([1, 2]);
    expect(await samples()).toBe(2);
  });

  it('sees that its clock was set back though nobody said anything meanwhile', async () => {
    let wall = START + 3_600_000;
    let looks = 0;
    const clock = (): Instant => {
      looks += 1;
      return wall;
    };
    const inbox = await ingest({ clock });
    await eventually('it looked by itself', () => looks > 0);
    wall = START;
    expect(inbox.counters().clockTrusted).toBe(false);
  });

  it('stores and acknowledges what it had accepted when it is stopped', async () => {
    const inbox = await ingest();
    const gym = await gatewayClient();
    for (const seq of range(1, 20)) await gym.send('telemetry', seq);
    await eventually('accepted', () => inbox.counters().accepted === 20);
    await inbox.stop();
    expect(await mark('telemetry')).toBe(20);
    await acknowledged(gym, 'telemetry', 20);
  });

  it('starts while the broker is away, and begins when it comes', async () => {
    await broker.close();
    const starting = ingest();
    broker = await openBroker();
    await starting;
    const gym = await gatewayClient();
    await gym.send('result', 1);
    await acknowledged(gym, 'result', 1);
  });
});

describeWith(['postgres'], 'ingest, with records in PostgreSQL', () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.remove());

  it('loses nothing and stores nothing twice when PostgreSQL is killed again and again', async () => {
    await stores.close();
    stores = await openStores({ dataDir: folder.path, postgresUrl: await postgres.database('school') });
    expect(stores.records.kind).toBe('postgres');
    const inbox = await ingest();
    const gym = await gatewayClient();
    let last = Number.POSITIVE_INFINITY;
    // As a gateway does: what is not acknowledged is sent again, in order.
    const sending = eventually(
      'all are acknowledged',
      async () => {
        const from = gym.acknowledged('result') + 1;
        for (const seq of range(from, Math.min(from + 4, last))) await gym.send('result', seq);
        return gym.acknowledged('result') === last;
      },
      100_000,
    );
    for (const least of [10, 30]) {
      await eventually(`${least} are in`, () => gym.acknowledged('result') >= least, 60_000);
      await postgres.stop('SIGKILL');
      const { storeFailures } = inbox.counters();
      await eventually('ingest has seen it', () => inbox.counters().storeFailures > storeFailures);
      await postgres.restart();
    }
    last = gym.acknowledged('result') + 20;
    await sending;
    expect(await attempts()).toEqual(range(1, last));
    expect(await mark('result')).toBe(last);
  }, 120_000);
});
