import { type RateAt, refused } from '../rate.ts';
import { ratesFromRr } from '../rr/estimate.ts';
import type { HeartChunk, LiveHeart } from './live-heart.ts';

/** Intervals held: enough for the local median on one side. */
const HELD = 30;
/** Seconds without a beat after which contact is lost. */
const SILENT = 5;
/** Half the window of `ratesFromRr` (s): the newest rate whose window is full lies so far back. */
const HALF_WINDOW = 2.5;

/** A strap's intervals, live: the last half minute read anew each second. */
export class RrStream implements LiveHeart<'rr'> {
  readonly kind = 'rr';
  #intervals: number[] = [];
  #heard: number | null = null;

  get held(): number {
    return this.#intervals.length;
  }

  add({ intervals, at }: Extract<HeartChunk, { kind: 'rr' }>): void {
    if (intervals.length === 0) return;
    // Beats from before a long silence say nothing of those after it.
    const silence = this.#heard === null ? 0 : at - this.#heard - intervals.reduce((sum, v) => sum + v, 0);
    this.#intervals = [...(silence > SILENT ? [] : this.#intervals), ...intervals].slice(-HELD);
    this.#heard = at;
  }

  rateAt(now: number): RateAt {
    if (this.#heard === null) return refused(now, 'no_signal');
    if (now - this.#heard > SILENT) return refused(now, 'contact_lost');
    const { rate } = ratesFromRr(this.#intervals, { start: 0 });
    const span = this.#intervals.reduce((sum, v) => sum + Math.max(0, v), 0);
    const newest = rate.findLast(({ t }) => t <= span - HALF_WINDOW) ?? rate.at(-1);
    return newest === undefined ? refused(now, 'no_signal') : { ...newest, t: now };
  }
}
