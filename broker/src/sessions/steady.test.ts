import { Readable } from 'node:stream';
import { eventually } from '@tizhi/testing';
import type { IClientOptions, MqttClient } from 'mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accounts, client, connected, event, inbox, log, open } from '../fixtures/test-clients.ts';
import { startBroker } from '../index.ts';
import type { Persistence } from './persistence.ts';
import { steadyPersistence } from './steady.ts';

type Call = keyof Persistence;
const STREAMS: readonly Call[] = ['createRetainedStreamCombi', 'outgoingStream', 'streamWill'];
/** What aedes asks of its memory while clients come, talk and go; the ones after "but" are answers too. */
const CALLS: readonly Call[] = [
  'storeRetained',
  'createRetainedStreamCombi',
  'addSubscriptions',
  'removeSubscriptions',
  'subscriptionsByClient',
  'subscriptionsByTopic',
  'cleanSubscriptions',
  'outgoingEnqueueCombi',
  'outgoingUpdate',
  'outgoingClearMessageId',
  'outgoingStream',
  'incomingStorePacket',
  'cleanIncoming',
  'putWill',
  'delWill',
];
const ANSWERS: readonly Call[] = ['incomingGetPacket', 'incomingDelPacket'];

/** Fails while `on`: by turns it throws at once and fails later. */
function failing(call: Call, state: { on: boolean; times: number }) {
  return (inner: Persistence): Persistence => {
    const honest = inner[call] as (...args: unknown[]) => unknown;
    const broken = (...args: unknown[]): unknown => {
      if (!state.on) return honest.apply(inner, args);
      state.times += 1;
      const error = new Error(`no ${call}`);
      if (state.times % 2 === 1) throw error;
      if (!STREAMS.includes(call)) return Promise.reject(error);
      return new Readable({ objectMode: true, read: (): void => void 0 }).destroy(error);
    };
    return { ...inner, [call]: broken };
  };
}

const problems: unknown[] = [];
const note = (problem: unknown): void => void problems.push(problem);
beforeEach(() => {
  problems.length = 0;
  process.on('unhandledRejection', note);
  process.on('uncaughtException', note);
});
afterEach(() => {
  process.off('unhandledRejection', note);
  process.off('uncaughtException', note);
});

const quick = <T>(work: Promise<T>): Promise<T | undefined> =>
  Promise.race([
    work.catch(() => undefined),
    new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), 150)),
  ]);

/** Everything that a client can want of the broker's memory; whatever comes of it. */
async function useEverything(come: (name: string, options: IClientOptions) => MqttClient): Promise<void> {
  const will = {
    topic: 'tizhi/1/demo/gym/status',
    payload: Buffer.from('gone'),
    qos: 1 as const,
    retain: true,
  };
  for (const clean of [true, false, false]) {
    const gym = come('gym', { clean, will });
    const ingest = come('ingest', { clean });
    await Promise.all([quick(event(gym, 'connect')), quick(event(ingest, 'connect'))]);
    await quick(gym.subscribeAsync('tizhi/1/demo/gym/down/#', { qos: 2 }));
    for (const qos of [0, 1, 2] as const) {
      await quick(ingest.publishAsync('tizhi/1/demo/gym/down/roster', `${qos}`, { qos, retain: true }));
      await quick(gym.publishAsync('tizhi/1/demo/gym/status', `${qos}`, { qos, retain: true }));
    }
    await quick(gym.unsubscribeAsync('tizhi/1/demo/gym/down/#'));
    await quick(gym.subscribeAsync('tizhi/1/demo/gym/down/#', { qos: 1 }));
    gym.stream.destroy();
    await quick(ingest.publishAsync('tizhi/1/demo/gym/down/lesson', 'away', { qos: 1 }));
    await quick(ingest.endAsync());
  }
}

describe('a memory of sessions that fails', () => {
  it.each([...CALLS, ...ANSWERS])(
    'in %s does not end the process, and once it is well everything works again',
    async (call) => {
      const state = { on: true, times: 0 };
      const broker = await open({ unsteady: failing(call, state) });
      await useEverything((name, options) => client(broker, name, options));
      expect(state.times, 'it was asked').toBeGreaterThan(1);
      if (CALLS.includes(call)) expect(broker.counters().memoryErrors).toBe(state.times);

      state.on = false;
      const [gym, ingest] = [
        await connected(broker, 'gym', { clientId: 'after' }),
        await connected(broker, 'ingest', { clientId: 'after' }),
      ];
      const seen = inbox(gym);
      await gym.subscribeAsync('tizhi/1/demo/gym/down/#', { qos: 2 });
      for (const qos of [0, 1, 2] as const) {
        await ingest.publishAsync('tizhi/1/demo/gym/down/command', `after ${qos}`, { qos });
      }
      await eventually(
        'all three arrive',
        () => seen.filter(({ text }) => text.startsWith('after')).length === 3,
      );
      expect(problems).toEqual([]);
    },
    30_000,
  );

  it.each([
    'storeRetained',
    'subscriptionsByTopic',
    'outgoingEnqueueCombi',
    'outgoingUpdate',
    'putWill',
    'delWill',
  ] as const)('in %s still delivers to those who are here', async (call) => {
    const broker = await open({ unsteady: failing(call, { on: true, times: 0 }) });
    const will = {
      topic: 'tizhi/1/demo/gym/status',
      payload: Buffer.from('gone'),
      qos: 1 as const,
      retain: true,
    };
    const [gym, ingest] = [
      await connected(broker, 'gym', { clean: false, will }),
      await connected(broker, 'ingest', { clean: false }),
    ];
    const [toGym, toIngest] = [inbox(gym), inbox(ingest)];
    await gym.subscribeAsync('tizhi/1/demo/gym/down/#', { qos: 1 });
    await ingest.subscribeAsync('tizhi/1/+/+/status', { qos: 1 });
    await ingest.publishAsync('tizhi/1/demo/gym/down/roster', 'x', { qos: 1, retain: true });
    await eventually('the message', () => toGym.length === 1);
    gym.stream.destroy();
    await eventually('the will', () => toIngest.some(({ text }) => text === 'gone'));
    expect(problems).toEqual([]);
  });

  it.each(['subscriptionsByClient', 'addSubscriptions', 'incomingStorePacket'] as const)(
    'in %s ends the connection of the client that was promised it',
    async (call) => {
      const state = { on: false, times: 0 };
      const broker = await open({ unsteady: failing(call, state) });
      state.on = true;
      const gym = client(broker, 'gym', { clean: false });
      const closed = event(gym, 'close');
      gym.once('connect', () => {
        gym.subscribe('tizhi/1/demo/gym/down/#', { qos: 1 }, () => {});
        gym.publish('tizhi/1/demo/gym/up/alert', 'x', { qos: 2 }, () => {});
      });
      await closed;
      expect(problems).toEqual([]);
    },
  );

  it('before it has begun is said at the start', async () => {
    const unsteady = (inner: Persistence): Persistence => ({
      ...inner,
      async setup() {
        throw new Error('no memory');
      },
    });
    await expect(startBroker({ port: 0, clients: accounts.list, log, unsteady })).rejects.toThrow(
      'no memory',
    );
  });

  it('while aedes looks for wills of others gives none', async () => {
    const { persistence, errors } = bare('streamWill');
    for (let turn = 0; turn < 2; turn++) expect(await persistence.streamWill({}).toArray()).toEqual([]);
    expect(errors).toEqual(['streamWill', 'streamWill']);
  });
});

function bare(call: Call) {
  const errors: Call[] = [];
  const broken = failing(call, { on: true, times: 0 })({} as Persistence);
  const persistence = steadyPersistence(broken, (where) => errors.push(where));
  return { persistence, errors };
}
