import type { RateAt } from '../rate.ts';
import type { Samples } from '../signal/series.ts';
import { LEAST_SECONDS, type Second, WristEvidence } from './evidence.ts';
import { type PpgModel, ppgModel } from './model.ts';
import { readingOf } from './reading.ts';
import { RateTracker } from './track.ts';
import type { Acceleration } from './window.ts';

/** Seconds on each side that a reading is trusted by, and those that the shown rate is the mean of, as on a strap. */
export const NEAR = 5;
const SHOWN = 4;

/**
 * Heart rate once a second from an optical pulse signal, with motion compensation where acceleration is given.
 * Works on a whole recording, with hindsight. A rate bears the time of the end of its look of ten seconds, as a strap
 * shows it: when it is known, not when its middle was. Less than 4 s give no rates.
 */
export function ratesFromPpg(
  ppg: Samples,
  acceleration: Acceleration | null,
  model: PpgModel = ppgModel(),
): RateAt[] {
  const seconds = secondsOf({ ppg, acceleration }, new WristEvidence(model.network));
  const tracker = new RateTracker();
  const beliefs = tracker.smooth(seconds.map(({ shares }) => tracker.likelihoodOf(shares)));
  const rates = seconds.map((second, n) =>
    readingOf(second, {
      belief: beliefs[n] as Float64Array,
      near: seconds.slice(Math.max(0, n - NEAR), n + NEAR + 1),
      calibration: model.whole,
    }),
  );
  return rates.map((rate, n) => shown(rate, rates.slice(Math.max(0, n - SHOWN), n + SHOWN + 1)));
}

/** One look a second from the first sample to the last; none of less than `LEAST_SECONDS`. */
export function secondsOf(
  wrist: { readonly ppg: Samples; readonly acceleration: Acceleration | null },
  evidence: WristEvidence,
): Second[] {
  const { t } = wrist.ppg;
  const first = t[0] ?? 0;
  const last = t[t.length - 1] ?? 0;
  if (last - first < LEAST_SECONDS) return [];
  return Array.from({ length: Math.floor(last - first) + 1 }, (_, n) => evidence.at(first + n, wrist));
}

/** The mean of the rates around; the interval moves along. */
function shown(rate: RateAt, near: readonly RateAt[]): RateAt {
  if (rate.bpm === null) return rate;
  const given = near.flatMap(({ bpm }) => (bpm === null ? [] : [bpm]));
  const by = given.reduce((sum, bpm) => sum + bpm, 0) / given.length - rate.bpm;
  return { ...rate, bpm: rate.bpm + by, low: rate.low + by, high: rate.high + by };
}
