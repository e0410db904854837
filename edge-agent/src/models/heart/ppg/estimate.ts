import { type RateAt, refused } from '../rate.ts';
import type { Samples } from '../signal/series.ts';
import { evidenceOf } from './emission.ts';
import { type Acceleration, PPG_FS, prepareMotion, preparePulse } from './prepare.ts';
import { RATES, SpectrumReader } from './spectrum.ts';
import { massAround, rateQuantile, smoothRates } from './track.ts';

/** Seconds of signal under one window. */
const WINDOW = 10;
/** Windows overlap: each second counts as about this part of new evidence. */
const NEWNESS = 0.35;
/** Evidence that any rate has, for what a window cannot know. */
const DOUBT = 0.25;
/** Below this the rate is not given. */
const LEAST_CONFIDENCE = 0.6;
/** What an interval is at least, bpm: two neighbouring pulses at the wrist differ by more than any grid. */
const LEAST_HALF = 1;

/**
 * Heart rate once a second from an optical pulse signal, with motion compensation where acceleration is given.
 * Works on a whole recording, with hindsight. A rate bears the time of the end of its window, as a strap shows it:
 * when it is known, not when its middle was.
 */
export function ratesFromPpg(ppg: Samples, acceleration: Acceleration | null): RateAt[] {
  const { wave, alive } = preparePulse(ppg);
  if (wave.values.length < 4 * PPG_FS) return [];
  const motion = acceleration === null ? [] : prepareMotion(acceleration, wave).axes;
  const reader = new SpectrumReader({ fs: PPG_FS, seconds: WINDOW });
  const seconds = Math.floor((wave.values.length - 1) / PPG_FS);
  const share: number[] = [];
  const likelihoods: Float64Array[] = [];
  for (let s = 0; s <= seconds; s += 1) {
    const from = s * PPG_FS - reader.length;
    const part = alive.subarray(Math.max(0, from), from + reader.length);
    share.push(part.reduce((sum, v) => sum + v, 0) / reader.length);
    const evidence = evidenceOf({
      pulse: reader.read(wave, from),
      motion: motion.map((axis) => reader.read(axis, from)),
      shaking: Math.sqrt(motion.reduce((sum, { values }) => sum + powerOf(values, from, reader.length), 0)),
    });
    const weight = NEWNESS * Math.min(1, (share[s] as number) * 1.6);
    likelihoods.push(evidence.map((v) => (v + DOUBT / RATES) ** weight));
  }
  return smoothRates(likelihoods).map((p, s) => {
    const t = wave.start + s;
    if ((share[s] as number) < 0.3) return refused(t, 'no_signal');
    const bpm = rateQuantile(p, 0.5);
    const confidence = massAround(p, bpm, 5);
    if (confidence < LEAST_CONFIDENCE) return refused(t, 'too_uncertain', confidence);
    return {
      t,
      bpm,
      low: Math.min(rateQuantile(p, 0.05), bpm - LEAST_HALF),
      high: Math.max(rateQuantile(p, 0.95), bpm + LEAST_HALF),
      confidence,
    };
  });
}

function powerOf(x: Float64Array, from: number, length: number): number {
  let sum = 0;
  for (let i = Math.max(0, from); i < Math.min(x.length, from + length); i += 1) sum += (x[i] as number) ** 2;
  return sum / length;
}
