import type { Acceleration } from '../ppg/window.ts';
import type { RateAt } from '../rate.ts';
import type { Samples } from '../signal/series.ts';

/** What a sensor has sent since last time. Times in seconds of one clock, ascending. */
export type HeartChunk =
  | { readonly kind: 'ecg'; readonly samples: Samples }
  | { readonly kind: 'ppg'; readonly samples: Samples; readonly acceleration: Acceleration | null }
  /** Seconds between beats, in order, heard together at `at`. */
  | { readonly kind: 'rr'; readonly intervals: readonly number[]; readonly at: number };

export type LiveHeartKind = HeartChunk['kind'];

/** One kind of sensor on one pupil, as it comes. */
export interface LiveHeart<K extends LiveHeartKind> {
  readonly kind: K;
  add(chunk: Extract<HeartChunk, { kind: K }>): void;
  /** Rate at `now` (s, not before the last asked) out of what is known by then; ask once a second. */
  rateAt(now: number): RateAt;
  /** Numbers held at present; never more than a stated limit. */
  readonly held: number;
}
