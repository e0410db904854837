import { isBelieved, type Judged, type Limits } from './second.ts';
import { between, rateOf } from './windows.ts';

/** What a live page shows of a pupil in one word. */
export type HeartState = 'calm' | 'warming' | 'working' | 'recovering' | 'doubtful';

/** Shares of the maximum at which a heart works, and below which it is calm. */
const SHARE = { working: 0.7, calm: 0.55 } as const;
/** A change of half a minute that counts, bpm. */
const CHANGE = 6;

/** `doubtful` where no rate of the last ten seconds is believed. */
export function heartState(seconds: readonly Judged[], limits: Limits): HeartState {
  const now = rateOf(between(seconds, { fromMs: 10_000 }), 3);
  if (now === null || !between(seconds, { fromMs: 5_000 }).some(isBelieved)) return 'doubtful';
  const before = rateOf(between(seconds, { fromMs: 45_000, toMs: 30_000 }), 4);
  if (before !== null && before - now > CHANGE && before > SHARE.calm * limits.maxBpm) return 'recovering';
  if (now >= SHARE.working * limits.maxBpm) return 'working';
  if (now >= SHARE.calm * limits.maxBpm) return 'warming';
  return 'calm';
}
