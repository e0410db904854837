import { bandPass, median, movingMean, quantile } from '../signal/filter.ts';

/** Every ECG is brought to this rate (Hz): enough for +-4 ms, and the rules below count in it. */
export const QRS_FS = 250;

/** An ECG prepared for the search. All arrays have one value per sample at `QRS_FS`. */
export interface EcgFeatures {
  /** The signal itself. */
  readonly whole: Float64Array;
  /** 6-22 Hz: where a QRS complex has most of its power and T waves, breath and mains have little. */
  readonly band: Float64Array;
  /** 15-40 Hz: where beats differ most from the skin and electrode noise, which is slow. Shapes are compared here. */
  readonly sharp: Float64Array;
  /** Root mean square slope over 100 ms, units per sample: the "energy" of Pan and Tompkins (1985). */
  readonly energy: Float64Array;
  /** What a beat's energy is around here: median of the highest of each 1.2 s. */
  readonly usual: Float64Array;
  /** 0 (noise as high as beats) to 1 (flat between beats). */
  readonly clean: Float64Array;
}

const SHARP_FROM = 15;
const SHARP_TO = 40;

export function featuresOf(x: Float64Array): EcgFeatures {
  const fs = QRS_FS;
  const band = bandPass(x, { fs, from: 6, to: 22 });
  const slope = band.map((_, i) => ((band[i + 2] ?? 0) - (band[i - 2] ?? 0)) ** 2);
  slope.fill(0, 0, 3);
  slope.fill(0, Math.max(0, slope.length - 3));
  const energy = movingMean(slope, Math.round(fs * 0.1)).map(Math.sqrt);
  const usual = usualEnergy(energy);
  const sharp = bandPass(x, { fs, from: SHARP_FROM, to: SHARP_TO });
  return { whole: x, band, sharp, energy, usual, clean: cleanness(energy, usual) };
}

/** Seconds of one block: holds a beat down to 50 a minute. */
const BLOCK = 1.2;
/** Blocks on each side that say what is usual: about 10 s in all. */
const AROUND = 4;
/** Part of the loudest blocks below which a block is taken for an electrode that is off. */
const SILENT = 0.1;
/** How far from the whole recording's figure the place may be: contact changes slowly, bursts come and go. */
const LEAST = 0.35;
const MOST = 2.5;

function usualEnergy(energy: Float64Array): Float64Array {
  const width = Math.round(BLOCK * QRS_FS);
  const tops: number[] = [];
  for (let i = 0; i < energy.length; i += width)
    tops.push(energy.subarray(i, i + width).reduce((top, e) => Math.max(top, e), 0));
  // Stretches without contact say nothing about beats.
  const loud = SILENT * quantile(tops, 0.9);
  const whole = median(tops.filter((top) => top > loud)) || 0;
  const local = tops.map((_, n) => {
    const here = median(tops.slice(Math.max(0, n - AROUND), n + AROUND + 1));
    return Math.min(whole * MOST, Math.max(whole * LEAST, here));
  });
  return energy.map((_, i) => local[Math.floor(i / width)] ?? whole);
}

/** Share of the usual beat at which the quiet quarter of the signal is called flat, and at which noisy. */
const FLAT = 0.06;
const NOISY = 0.3;

function cleanness(energy: Float64Array, usual: Float64Array): Float64Array {
  const step = QRS_FS;
  const per: number[] = [];
  for (let at = 0; at < energy.length; at += step) {
    const from = Math.max(0, at - 2 * step);
    const quiet = quantile(energy.subarray(from, at + 3 * step), 0.3) / (usual[at] || 1);
    per.push(Math.min(1, Math.max(0, (NOISY - quiet) / (NOISY - FLAT))));
  }
  return energy.map((_, i) => per[Math.floor(i / step)] ?? 0);
}
