import { abstains, defineRule, NO } from '../rule.ts';
import { isBelieved, type Judged } from '../second.ts';
import { between, intervals, KNOWN, movementOf, rateOf, rates, trustOf } from '../windows.ts';

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
  clears: 'the fall is two minutes old',
  numbers: {
    window: {
      value: 30,
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
  clearSeconds: 20,
  judge({ seconds, limits }, { window, fallBpm, fallShare, effort }) {
    if (limits === null) return abstains('the roster has no limits of the pupil');
    // A fall stays in sight for two minutes: the alert must not flicker with the window.
    for (const backMs of LOOKS_MS) {
      const fall = fallAt(
        backMs === 0 ? seconds : between(seconds, { fromMs: 400_000, toMs: backMs }),
        window * 1_000,
      );
      if (fall === null || fall.high < (effort / 100) * limits.maxBpm) continue;
      const drop = fall.high - fall.low;
      if (drop < fallBpm || drop < (fallShare / 100) * fall.high) continue;
      if (isHalfCount(fall) || !fall.wasEffort) continue;
      if (!isTold(fall)) continue;
      const severity = fall.moves === true ? 'warning' : 'critical';
      return {
        is: 'yes',
        severity,
        from: fall.at,
        quantity: 'heart_rate_change',
        threshold: -fallBpm,
        observed: Math.round(-drop),
        confidence: fall.trust * (fall.moves === null ? 0.7 : fall.moves ? 0.6 : 0.95),
        evidenceMs: window * 1_000 + 60_000 + backMs,
      };
    }
    return rateOf(between(seconds, { fromMs: 10_000 }), 4) === null ? abstains('no believed rate') : NO;
  },
});

/** Where a fall is looked for: now, and where it was seen a while ago. */
const LOOKS_MS = [0, 20_000, 40_000, 60_000, 80_000, 100_000, 120_000] as const;

interface Fall {
  readonly at: number;
  readonly high: number;
  readonly low: number;
  readonly trust: number;
  /** Seconds from the last high rate to the first low one. */
  readonly steps: number;
  readonly hasBeats: boolean;
  /** After the fall; `null`: not known. */
  readonly moves: boolean | null;
  readonly wasEffort: boolean;
}

function fallAt(seconds: readonly Judged[], windowMs: number): Fall | null {
  const after = between(seconds, { fromMs: 7_000 });
  const before = between(seconds, { fromMs: windowMs, toMs: windowMs - 11_000 });
  const [high, low] = [rateOf(before, 6), rateOf(after, 5)];
  if (high === null || low === null || low >= high) return null;
  const span = between(seconds, { fromMs: windowMs });
  const edge = (high - low) * 0.2;
  const lastHigh = span.findLastIndex((each) => isBelieved(each) && each.bpm > high - edge);
  const firstLow = span.findIndex((each, n) => n > lastHigh && isBelieved(each) && each.bpm < low + edge);
  const movedBefore = movementOf(between(seconds, { fromMs: 75_000, toMs: 18_000 }));
  const movesAfter = movementOf(between(seconds, { fromMs: 6_000 }));
  const earlier = rates(between(seconds, { fromMs: 75_000, toMs: windowMs }));
  return {
    at: span[Math.max(0, lastHigh)]?.at ?? 0,
    high,
    low,
    trust: Math.min(trustOf(before), trustOf(after)),
    steps: firstLow < 0 || lastHigh < 0 ? 0 : firstLow - lastHigh,
    hasBeats: intervals(after).length >= 4 && intervals(before).length >= 8,
    moves: movesAfter.known < KNOWN ? null : movesAfter.still < 0.5,
    wasEffort:
      movedBefore.known >= KNOWN
        ? movedBefore.still < 0.5
        : earlier.length >= 25 && earlier.filter((bpm) => bpm > high * 0.85).length / earlier.length > 0.7,
  };
}

/** Half of what it was, from one second to the next, in a body that is not known to have stopped. */
const isHalfCount = ({ high, low, steps, moves }: Fall): boolean =>
  moves !== false && low / high > 0.42 && low / high < 0.58 && steps <= 4;

/** A body that stopped tells it; else the beats must, or, where nothing is known of movement, a fall that takes time. */
const isTold = ({ moves, hasBeats, steps }: Fall): boolean =>
  moves === false || hasBeats || (moves === null && steps > 2);
