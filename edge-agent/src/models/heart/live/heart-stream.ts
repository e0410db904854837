import type { RateAt } from '../rate.ts';
import { EcgStream } from './ecg-stream.ts';
import type { HeartChunk, LiveHeart, LiveHeartKind } from './live-heart.ts';
import { PpgStream } from './ppg-stream.ts';
import { RrStream } from './rr-stream.ts';

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
