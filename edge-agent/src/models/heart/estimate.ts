import { cleanRates } from './hr/clean.ts';
import { ratesFromPpg } from './ppg/estimate.ts';
import type { Acceleration } from './ppg/window.ts';
import { detectQrs } from './qrs/detect.ts';
import { ratesFromBeats } from './qrs/rates.ts';
import { type RateAt, summaryOf } from './rate.ts';
import { ratesFromRr } from './rr/estimate.ts';
import type { Samples } from './signal/series.ts';

/** The signals that a heart rate is made from. */
export const HEART_KINDS = ['ecg', 'ppg', 'rr', 'hr'] as const;
export type HeartKind = (typeof HEART_KINDS)[number];

/** Version of what is below: changes with every change of a figure. */
export const HEART_VERSION = '2.0.0';

export type HeartSignal =
  | { readonly kind: 'ecg'; readonly samples: Samples }
  | { readonly kind: 'ppg'; readonly samples: Samples; readonly acceleration: Acceleration | null }
  /** Seconds between beats, in order. */
  | { readonly kind: 'rr'; readonly intervals: readonly number[] }
  /** Beats a minute as shown. */
  | { readonly kind: 'hr'; readonly samples: Samples };

export interface HeartResult {
  readonly kind: HeartKind;
  readonly version: string;
  /** Seconds from the first to the last measurement. */
  readonly seconds: number;
  /** Times of the beats in seconds; only of an ECG. */
  readonly beats?: readonly number[];
  readonly rate: readonly RateAt[];
  /** Null: no rate was given. */
  readonly meanBpm: number | null;
  /** Part of the times that have a rate, 0-1. */
  readonly coverage: number;
  /** What was not believed, by reason. */
  readonly rejected: Readonly<Record<string, number>>;
}

/** Heart rate from one recording of one person. */
export function estimateHeart(signal: HeartSignal): HeartResult {
  switch (signal.kind) {
    case 'ecg': {
      const beats = detectQrs(signal.samples);
      const { rate, rejected } = ratesFromBeats(beats);
      const result = resultOf('ecg', { seconds: spanOf(signal.samples.t), rate, rejected });
      return { ...result, beats: beats.map(({ t }) => t) };
    }
    case 'ppg': {
      const rate = ratesFromPpg(signal.samples, signal.acceleration);
      return resultOf('ppg', { seconds: spanOf(signal.samples.t), rate, rejected: {} });
    }
    case 'rr': {
      const seconds = signal.intervals.filter((rr) => rr > 0).reduce((sum, rr) => sum + rr, 0);
      return resultOf('rr', { seconds, ...ratesFromRr(signal.intervals, { start: 0 }) });
    }
    case 'hr': {
      const { rate, rejected } = cleanRates(signal.samples);
      return resultOf('hr', { seconds: spanOf(signal.samples.t), rate, rejected: { implausible: rejected } });
    }
    default:
      return signal satisfies never;
  }
}

const spanOf = (t: ArrayLike<number>): number =>
  t.length === 0 ? 0 : (t[t.length - 1] as number) - (t[0] as number);

function resultOf(
  kind: HeartKind,
  part: Pick<HeartResult, 'seconds' | 'rate' | 'rejected'>,
): Omit<HeartResult, 'beats'> {
  const because: Record<string, number> = { ...part.rejected };
  for (const rate of part.rate)
    if (rate.bpm === null) because[rate.because] = (because[rate.because] ?? 0) + 1;
  return { kind, version: HEART_VERSION, ...part, ...summaryOf(part.rate), rejected: because };
}
