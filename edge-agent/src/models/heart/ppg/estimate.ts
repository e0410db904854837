import { type RateAt, refused } from '../rate.ts';
import type { Samples } from '../signal/series.ts';
import { type Evidence, RateEvidence } from './emission.ts';
import { type Acceleration, PPG_FS, prepareMotion, preparePulse } from './prepare.ts';
import { RATES, SLOWEST, SpectrumReader } from './spectrum.ts';
import { massAround, rateQuantile, smoothRates } from './track.ts';

/** Seconds of signal under one window. */
const WINDOW = 10;
/** Windows overlap: each second counts as about this part of new evidence. */
const NEWNESS = 0.35;
/** Evidence that any rate has, for what a window cannot know. */
const DOUBT = 0.25;
/** Below this the rate is not given. */
const LEAST_CONFIDENCE = 0.6;
/** Part of a window that must have had a signal. */
const LEAST_ALIVE = 0.3;
/** What an interval is at least, bpm: two neighbouring pulses at the wrist differ by more than any grid. */
const LEAST_HALF = 1;
/** Seconds on each side that the shown rate is the mean of: a strap shows no single beats either. */
const SHOWN = 2;

/**
 * Heart rate once a second from an optical pulse signal, with motion compensation where acceleration is given.
 * Works on a whole recording, with hindsight. A rate bears the time of the end of its window, as a strap shows it:
 * when it is known, not when its middle was. In the first seconds the window is that of half its length.
 * Less than 4 s give no rates.
 */
export function ratesFromPpg(ppg: Samples, acceleration: Acceleration | null): RateAt[] {
  const { wave, alive } = preparePulse(ppg);
  if (wave.values.length < 4 * PPG_FS) return [];
  const axes = acceleration === null ? [] : prepareMotion(acceleration, wave).axes;
  const reader = new SpectrumReader({ fs: PPG_FS, seconds: WINDOW });
  const evidence = new RateEvidence();
  const { length } = reader;
  const share: number[] = [];
  const likelihoods: Float64Array[] = [];
  const evidences: Evidence[] = [];
  for (let s = 0; s * PPG_FS < wave.values.length; s += 1) {
    const from = Math.max(s * PPG_FS - length, -Math.round(length / 2));
    const living = alive.subarray(Math.max(0, from), from + length).reduce((sum, v) => sum + v, 0) / length;
    const seen = evidence.of({
      pulse: reader.read(wave, from),
      motion: axes.map((axis) => reader.read(axis, from)),
      shaking: Math.sqrt(axes.reduce((sum, { values }) => sum + powerOf(values, { from, length }), 0)),
    });
    const weight = NEWNESS * Math.min(1, living * 1.6);
    share.push(living);
    evidences.push(seen);
    likelihoods.push(seen.shares.map((v) => (v + DOUBT / RATES) ** weight));
  }
  const rates = smoothRates(likelihoods).map((p, s) =>
    (share[s] as number) < LEAST_ALIVE
      ? refused(wave.start + s, 'no_signal')
      : rateOf(wave.start + s, { p, evidence: evidences[s] as Evidence }),
  );
  return rates.map((rate, s) => shown(rate, rates.slice(Math.max(0, s - SHOWN), s + SHOWN + 1)));
}

function rateOf(
  t: number,
  { p, evidence }: { readonly p: Float64Array; readonly evidence: Evidence },
): RateAt {
  const bpm = rateQuantile(p, 0.5);
  const confidence = massAround(p, bpm, 5) * trust(evidence, bpm);
  if (confidence < LEAST_CONFIDENCE) return refused(t, 'too_uncertain', confidence);
  return {
    t,
    bpm,
    low: Math.min(rateQuantile(p, 0.05), bpm - LEAST_HALF),
    high: Math.max(rateQuantile(p, 0.95), bpm + LEAST_HALF),
    confidence,
  };
}

/** Strength of a swing, and repetition of the wave, from which a rate is believed no more, or not yet. */
const SWINGING = 0.05;
const REPEATED = 0.3;

/** 0 where the rate may be the swing of the arm; less than 1 where the wave hardly repeats at it. */
function trust({ swings, repeats }: Evidence, bpm: number): number {
  const k = Math.round(bpm) - SLOWEST;
  if (swings?.subarray(Math.max(0, k - 4), k + 5).some((swing) => swing > SWINGING)) return 0;
  const repeat = Math.max(...repeats.subarray(Math.max(0, k - 4), k + 5));
  return Math.min(1, Math.max(0, repeat / REPEATED));
}

/** The mean of the rates around; the interval moves along. */
function shown(rate: RateAt, near: readonly RateAt[]): RateAt {
  if (rate.bpm === null) return rate;
  const given = near.flatMap(({ bpm }) => (bpm === null ? [] : [bpm]));
  const by = given.reduce((sum, bpm) => sum + bpm, 0) / given.length - rate.bpm;
  return { ...rate, bpm: rate.bpm + by, low: rate.low + by, high: rate.high + by };
}

function powerOf(
  x: Float64Array,
  { from, length }: { readonly from: number; readonly length: number },
): number {
  let sum = 0;
  for (let i = Math.max(0, from); i < Math.min(x.length, from + length); i += 1) sum += (x[i] as number) ** 2;
  return sum / length;
}
