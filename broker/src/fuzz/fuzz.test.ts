import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { eventually } from '@tizhi/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { log, open } from '../fixtures/test-clients.ts';
import { sessionOf } from './run-sessions.ts';
import { FUZZ_KINDS } from './session.ts';
import { besiege, siegeClients } from './siege.ts';

const SESSIONS = 1_000;
const MiB = 1024 * 1024;

const problems: unknown[] = [];
const note = (problem: unknown): void => void problems.push(problem);
beforeEach(() => {
  process.on('unhandledRejection', note);
  process.on('uncaughtException', note);
});
afterEach(() => {
  process.off('unhandledRejection', note);
  process.off('uncaughtException', note);
});

function heapAfterCollection(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

describe('a siege of strange clients', () => {
  const account = { username: 'u', password: 'p', own: 'tizhi/1/demo/u/' };

  it('is the same for the same seed, and has every kind of them', () => {
    const kinds = new Set<string>();
    for (let n = 0; n < SESSIONS; n++) {
      const session = sessionOf(1, n, [account]);
      kinds.add(session.kind);
      expect(sessionOf(1, n, [account])).toEqual(session);
    }
    expect([...kinds].sort()).toEqual([...FUZZ_KINDS].sort());
    expect(sessionOf(2, 0, [account])).not.toEqual(sessionOf(1, 0, [account]));
  });

  it(`leaves the broker standing: ${SESSIONS} sessions, and the good clients are served after every hundred`, async () => {
    const broker = await open({
      clients: siegeClients,
      log,
      limits: { connectTimeoutMs: 500, keepAliveS: 5, sessions: 50 },
    });
    const heaps: number[] = [];
    await besiege({
      port: broker.port,
      seed: 20_261_124,
      sessions: SESSIONS,
      chunk: 100,
      atOnce: 20,
      afterChunk: () => void heaps.push(heapAfterCollection()),
    });
    await eventually('all are gone', () => broker.counters().connected === 0);
    const counters = broker.counters();
    expect(problems).toEqual([]);
    expect(counters).toMatchObject({ memoryErrors: 0, unreadBytes: 0, connectionsRefused: 0 });
    expect(counters.sessions).toBeLessThanOrEqual(16); // eight for each of the two strange accounts
    expect(counters.accepted, 'many got past the door').toBeGreaterThan(SESSIONS / 3);
    // Every kind of trouble was met, so the siege was one.
    const met = [
      'clientErrors',
      'oversizedPackets',
      'publishesDenied',
      'subscriptionsDenied',
      'willsDenied',
    ] as const;
    for (const counter of met) expect([counter, counters[counter] > 0]).toEqual([counter, true]);
    // What the first hundred needed is what all need.
    expect((heaps.at(-1) ?? 0) - (heaps[0] ?? 0)).toBeLessThan(32 * MiB);
  }, 180_000);
});
