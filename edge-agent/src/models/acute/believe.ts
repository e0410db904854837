import type { Disbelief, Judged, Second } from './second.ts';
import { between, intervals, median } from './windows.ts';

/**
 * How far a rate is believed before any rule sees it. A wrong number that looks like an emergency is the usual
 * case in a class: a strap that slips, a dry electrode, a watch that counts steps. None of these is judged by the
 * rate alone; a true emergency is improbable too.
 */
const BELIEVE = {
  /** Beats of the last seconds against the rate shown, which a strap smooths over some five seconds. */
  beatsWindowMs: 8_000,
  leastBeats: 4,
  disagreeShare: 0.2,
  disagreeBpm: 20,
  /** Neighbouring intervals that differ by more than this ratio, or are no heart's at all, are artefacts. */
  wildRatio: 1.55,
  shortestMs: 240,
  longestMs: 2_000,
  chaosWindowMs: 12_000,
  chaosShare: 0.3,
  /** Long, short, long, short at such a rate: a strap that takes the T wave for a beat. */
  twiceFrom: 135,
  /** An optical sensor that shows the step rate: it agrees with the cadence for so long, and says no beats. */
  lockWindowMs: 12_000,
  lockBpm: 4,
  lockShare: 0.8,
  /** A rate that shows one number for so long, without beats, in a body that moves. */
  stuckMs: 90_000,
} as const;

/** A rate whose beats were heard and agree is worth more than one that stands alone. */
const WITH_BEATS = 0.95;
const ALONE = 0.8;

/** The second with the trust that its rate deserves after what was heard before. */
export function believe(before: readonly Judged[], second: Second): Judged {
  const judge = (trust: number, because: Disbelief | null): Judged => ({ ...second, trust, because });
  if (second.bpm === null || second.contact === 'lost' || second.contact === 'silent')
    return judge(0, 'no_rate');
  const seconds = [...before.slice(-120), { ...second, trust: 0, because: null }];
  const recent = intervals(between(seconds, { fromMs: BELIEVE.beatsWindowMs }));
  if (recent.length >= BELIEVE.leastBeats) {
    if (isChaotic(intervals(between(seconds, { fromMs: BELIEVE.chaosWindowMs }))))
      return judge(0.2, 'beats_chaotic');
    if (second.bpm > BELIEVE.twiceFrom && isAlternating(recent)) return judge(0.2, 'counted_twice');
    const byBeats = 60_000 / median(recent.slice(-8));
    const off = Math.abs(byBeats - second.bpm);
    if (off > BELIEVE.disagreeBpm && off > BELIEVE.disagreeShare * second.bpm)
      return judge(0.3, 'beats_disagree');
    return judge(WITH_BEATS, null);
  }
  if (isLocked(seconds)) return judge(0.2, 'cadence_lock');
  if (isStuck(seconds)) return judge(0.3, 'stuck');
  return judge(ALONE, null);
}

/** Intervals of noise jump to and fro by ratios that not even atrial fibrillation reaches as often. */
function isChaotic(rr: readonly number[]): boolean {
  if (rr.length < 6) return false;
  const wild = rr.filter((ms, n) => {
    if (ms < BELIEVE.shortestMs || ms > BELIEVE.longestMs) return true;
    const last = rr[n - 1];
    if (last === undefined) return false;
    const ratio = ms / last;
    return ratio > BELIEVE.wildRatio || ratio < 1 / BELIEVE.wildRatio;
  });
  return wild.length / rr.length > BELIEVE.chaosShare;
}

/** Neighbours differ, every other one does not. */
export function isAlternating(rr: readonly number[]): boolean {
  if (rr.length < 8) return false;
  const step = (by: number): number => median(rr.slice(by).map((ms, n) => Math.abs(ms - (rr[n] as number))));
  const middle = median(rr);
  return step(1) > 0.15 * middle && step(2) < 0.1 * middle;
}

function isLocked(seconds: readonly Judged[]): boolean {
  const window = between(seconds, { fromMs: BELIEVE.lockWindowMs });
  const both = window.filter(({ bpm, movement }) => bpm !== null && (movement?.cadence ?? 0) > 60);
  if (both.length < 6) return false;
  const agree = both.filter(
    ({ bpm, movement }) => Math.abs((bpm ?? 0) - (movement?.cadence ?? 0)) <= BELIEVE.lockBpm,
  );
  return agree.length / both.length >= BELIEVE.lockShare;
}

function isStuck(seconds: readonly Judged[]): boolean {
  const window = between(seconds, { fromMs: BELIEVE.stuckMs });
  const [first] = window;
  const last = window.at(-1);
  if (first === undefined || last === undefined || last.at - first.at < BELIEVE.stuckMs * 0.95) return false;
  const moves = window.filter(({ movement }) => movement !== null && movement.level !== 'still').length;
  return moves > window.length / 3 && window.every(({ bpm }) => bpm === null || bpm === last.bpm);
}
