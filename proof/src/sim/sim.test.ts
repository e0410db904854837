import { availableParallelism } from 'node:os';
import { describe, expect, it } from 'vitest';
import { runHistory } from './run-history.ts';
import { runSeeds } from './run-seeds.ts';
import { totals } from './summary.ts';

/** What a history must really have met somewhere among the seeds, beside each kind of fault. */
const REALLY_HAPPENED = [
  'message lost',
  'message duplicated',
  'message held up',
  'message corrupted on the way',
  'lost in a partition',
  'bit really flipped',
  'disk was full',
  'telemetry given up',
  'disk error before its work',
  'disk error after its work',
  'killed in the middle of a disk call',
  'message read from a damaged file',
  'old copy really put back',
  'stores really put back',
  'telemetry write stopped half-way',
  'telemetry failed after its work',
  'records failed after its work',
  'commit came too late',
  'message refused by the store',
];

describe('outbox and inbox, through lost messages, bad disks, dying processes and wrong clocks', () => {
  it('keep every promise in 200 histories, in which every fault struck', async () => {
    const { results, broken } = await runSeeds({ from: 1, count: 200, workers: availableParallelism() });
    expect(broken && `npm run sim -- --seed ${broken.seed}: ${broken.detail}`).toBeUndefined();
    expect(results).toHaveLength(200);
    const sums = totals(results);
    const never = [...sums].filter(([, count]) => count === 0).map(([name]) => name);
    expect([...never, ...REALLY_HAPPENED.filter((name) => !sums.has(name))]).toEqual([]);
  }, 600_000);

  it('live the same history for the same seed, whoever watches', () => {
    const [once, again, unwatched] = [
      runHistory(5, { tracing: 'hash' }),
      runHistory(5, { tracing: 'hash' }),
      runHistory(5),
    ];
    expect(once.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(again).toEqual(once);
    expect(unwatched.fingerprint).toBe(once.fingerprint);
    expect(runHistory(6).fingerprint).not.toBe(once.fingerprint);
  }, 60_000);
});
