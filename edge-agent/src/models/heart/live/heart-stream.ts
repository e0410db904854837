import type { Acceleration } from '../ppg/window.ts';
import type { RateAt } from '../rate.ts';
import type { Samples } from '../signal/series.ts';
import { EcgStream } from './ecg-stream.ts';
import { PpgStream } from './ppg-stream.ts';
import { RrStream } from './rr-stream.ts';

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

/**
 * Heart rate of one pupil while the samples come: give each chunk to `add`, ask `rateAt` once a second. Only the past
 * is used, memory is bounded, and every rate bears an interval and a confidence, or the reason why there is none.
 * A chunk of another kind than the stream's is a mistake of the caller: `TypeError`.
 */
export class HeartStream {
  readonly #live: LiveHeart<'ecg'> | LiveHeart<'ppg'> | LiveHeart<'rr'>;

  constructor(kind: LiveHeartKind) {
    this.#live = liveOf(kind);
  }

  get kind(): LiveHeartKind {
    return this.#live.kind;
  }

  get held(): number {
    return this.#live.held;
  }

  add(chunk: HeartChunk): void {
    const live = this.#live;
    if (live.kind === 'ecg' && chunk.kind === 'ecg') live.add(chunk);
    else if (live.kind === 'ppg' && chunk.kind === 'ppg') live.add(chunk);
    else if (live.kind === 'rr' && chunk.kind === 'rr') live.add(chunk);
    else throw new TypeError(`a stream of ${live.kind} was given ${chunk.kind}`);
  }

  rateAt(now: number): RateAt {
    return this.#live.rateAt(now);
  }
}

function liveOf(kind: LiveHeartKind): LiveHeart<'ecg'> | LiveHeart<'ppg'> | LiveHeart<'rr'> {
  switch (kind) {
    case 'ecg':
      return new EcgStream();
    case 'ppg':
      return new PpgStream();
    case 'rr':
      return new RrStream();
    default:
      return kind satisfies never;
  }
}
