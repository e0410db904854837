import { abstains, defineRule, NO } from '../rule.ts';
import { isBelieved, type Judged } from '../second.ts';
import { between, intervals, KNOWN, median, movementOf, rateOf, rates, trustOf } from '../windows.ts';

/** The rate drops in seconds in a body that was working: the pattern of a faint. */
export const suddenFall = defineRule({
  id: 'sudden-fall',
  version: 1,
  name: { zh: '运动中心率骤降', en: 'Sudden fall of the heart rate in effort' },
  instruction: {
    zh: '马上看学生：倒地或叫不应，叫人、打120、取AED。',
    en: 'Look at the pupil now: collapsed or no answer: shout for help, call 120, fetch the AED.',
  },
  severity: 'critical; warning where the body still moves',
  condition:
    'within the window the believed rate falls by both amounts from an effort rate, and movement stops; where movement goes on the beats must have been heard; where it is not known, the effort rate itself stands for it',
  needs: 'rates; a fall to half that comes at once is taken for a strap that counts each second beat',
  clears: 'two minutes without a new fall',
  numbers: {
    window: {
      value: 20,
      unit: 's',
      what: 'from before to after',
      source: 'own choice',
      support: 'low',
    },
    fallBpm: {
      value: 40,
      unit: 'bpm',
      what: 'fall; the quickest recoveries lose some 30 in half a minute',
      source: 'vital_references.csv, hr_recovery (80 % at one minute); margin from memory',
      support: 'low',
    },
    fallShare: { value: 28, unit: '%', what: 'fall', source: 'own choice', support: 'low' },
    effort: {
      value: 60,
      unit: '% of maximum',
      what: 'rate before',
      source: 'own choice',
      support: 'low',
    },
  },
  clearSeconds: 120,
  judge({ seconds, limits }, { window, fallBpm, fallShare, effort }) {
    if (limits === null) return abstains('the roster has no limits of the pupil');
    const fall = fallAt(seconds, { windowMs: window * 1_000, leastBpm: fallBpm });
    if (fall === null) {
      const isHeard = rateOf(between(seconds, { fromMs: 10_000 }), 4) !== null;
      return isHeard ? NO : abstains('no believed rate');
    }
    const drop = fall.high - fall.low;
    if (fall.high < (effort / 100) * limits.maxBpm || !fall.wasEffort) return NO;
    if (drop < fallBpm || drop < (fallShare / 100) * fall.high) return NO;
    if (isHalfCount(fall) || !isTold(fall)) return NO;
    return {
      is: 'yes',
      severity: fall.moves === true ? 'warning' : 'critical',
      from: fall.at,
      quantity: 'heart_rate_change',
      threshold: -fallBpm,
      observed: Math.round(-drop),
      confidence: fall.trust * (fall.moves === null ? 0.7 : fall.moves ? 0.6 : 0.95),
      evidenceMs: window * 1_000 + 60_000,
    };
  },
});

/** Seconds of noise inside the fall that are stepped over, at most. */
const BRIDGED = 25;
/** What a quick recovery loses in a second, bpm. */
const RECOVERS = 1.3;

const isNoise = ({ because }: Judged): boolean => because === 'no_rate' || because === 'beats_chaotic';

interface Fall {
  readonly at: number;
  readonly high: number;
  readonly low: number;
  readonly trust: number;
  /** Seconds from the last high rate to the first low one. */
  readonly steps: number;
  /** Beats with an interval between high and low; `null`: no beats were heard. */
  readonly between: number | null;
  readonly hasBeats: boolean;
  /** After the fall; `null`: not known. */
  readonly moves: boolean | null;
  readonly wasEffort: boolean;
}

function fallAt(
  seconds: readonly Judged[],
  { windowMs, leastBpm }: { readonly windowMs: number; readonly leastBpm: number },
): Fall | null {
  const after = between(seconds, { fromMs: 5_000 });
  const noise = between(seconds, { fromMs: 45_000 }).filter(isNoise).length;
  const bridged = Math.min(BRIDGED, noise);
  const spanMs = windowMs + 1_000 * bridged;
  const before = between(seconds, { fromMs: spanMs, toMs: spanMs - 9_000 });
  const hasBeats = intervals(after).length >= 3 && intervals(before).length >= 6;
  // Beats tell at once what a shown rate tells after some seconds.
  const ofBeats = (window: readonly Judged[]): number => 60_000 / median(intervals(window));
  const [shownHigh, shownLow] = [rateOf(before, 5), rateOf(after, 4)];
  const [high, low] =
    hasBeats && shownHigh !== null && shownLow !== null
      ? [Math.min(shownHigh, ofBeats(before)), ofBeats(after)]
      : [shownHigh, shownLow];
  if (high === null || low === null || low >= high) return null;
  // Half of the beats fast and half slow are a fall under way, or a strap that begins to miss them.
  if (hasBeats && !isSettled(intervals(after))) return null;
  // A longer look must not take a recovery for a fall.
  if (high - low < leastBpm + bridged * RECOVERS) return null;
  const span = between(seconds, { fromMs: spanMs });
  const edge = (high - low) * 0.2;
  const lastHigh = span.findLastIndex((each) => isBelieved(each) && each.bpm > high - edge);
  const firstLow = span.findIndex((each, n) => n > lastHigh && isBelieved(each) && each.bpm < low + edge);
  const movedBefore = movementOf(between(seconds, { fromMs: spanMs + 45_000, toMs: spanMs - 10_000 }));
  const movesAfter = movementOf(between(seconds, { fromMs: 6_000 }));
  const earlier = rates(between(seconds, { fromMs: spanMs + 45_000, toMs: spanMs }));
  return {
    at: span[Math.max(0, lastHigh)]?.at ?? 0,
    high,
    low,
    trust: Math.min(trustOf(before), trustOf(after)),
    steps: firstLow < 0 || lastHigh < 0 ? 0 : firstLow - lastHigh,
    between: hasBeats ? beatsBetween(intervals(span), { high, low }) : null,
    hasBeats,
    moves: movesAfter.known < KNOWN ? null : movesAfter.still < 0.5,
    wasEffort:
      movedBefore.known >= KNOWN
        ? movedBefore.still < 0.5
        : earlier.length >= 25 && earlier.filter((bpm) => bpm > high * 0.85).length / earlier.length > 0.7,
  };
}

function isSettled(rr: readonly number[]): boolean {
  const middle = median(rr);
  return rr.filter((ms) => Math.abs(ms - middle) < 0.25 * middle).length >= 0.75 * rr.length;
}

function beatsBetween(
  rr: readonly number[],
  { high, low }: { readonly high: number; readonly low: number },
): number {
  const [most, least] = [high - 0.2 * (high - low), low + 0.2 * (high - low)];
  return rr.filter((ms) => 60_000 / ms < most && 60_000 / ms > least).length;
}

/** Half of what it was, from one beat to the next, in a body that is not known to have stopped. */
const isHalfCount = ({ high, low, steps, between: beats, moves }: Fall): boolean =>
  moves !== false && low / high > 0.42 && low / high < 0.58 && (beats === null ? steps <= 4 : beats <= 8);

/** A body that stopped tells it; else the beats must, or, where nothing is known of movement, a fall that takes time. */
const isTold = ({ moves, hasBeats, steps }: Fall): boolean =>
  moves === false || hasBeats || (moves === null && steps > 2);
