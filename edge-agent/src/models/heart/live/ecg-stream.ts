import { type Beat, detectQrs } from '../qrs/detect.ts';
import { ratesFromBeats } from '../qrs/rates.ts';
import { type RateAt, refused } from '../rate.ts';
import type { HeartChunk, LiveHeart } from './live-heart.ts';
import { Recent } from './recent.ts';

/** Seconds of ECG held, and samples at most (a strap sends 130 a second, a chest electrode up to 500). */
const HELD = 12;
const MOST = HELD * 500;
/** Seconds between two searches for beats: each reads all that is held. */
const EVERY = 3;
/** Seconds without a sample after which contact is lost. */
const SILENT = 3;
/** Half the window of a rate (s), and the newest part of the signal that has no finished beat. */
const BACK = 2.5;

/** A lead, live: the last twelve seconds are searched for beats every three, and the rate is read each second. */
export class EcgStream implements LiveHeart<'ecg'> {
  readonly kind = 'ecg';
  readonly #lead = new Recent({ seconds: HELD, most: MOST, columns: 1 });
  #beats: readonly Beat[] = [];
  #searched = Number.NEGATIVE_INFINITY;

  get held(): number {
    return this.#lead.held;
  }

  add({ samples }: Extract<HeartChunk, { kind: 'ecg' }>): void {
    for (let i = 0; i < samples.t.length; i += 1)
      this.#lead.add(samples.t[i] as number, [samples.values[i] as number]);
  }

  rateAt(now: number): RateAt {
    const last = this.#lead.lastTime;
    if (last === null) return refused(now, 'no_signal');
    if (now - last > SILENT) return refused(now, 'contact_lost');
    if (now - this.#searched >= EVERY) {
      this.#beats = detectQrs(this.#lead.samples());
      this.#searched = now;
    }
    if (this.#beats.length < 3) return refused(now, 'too_uncertain');
    const { rate } = ratesFromBeats(this.#beats);
    const end = this.#beats.at(-1)?.t ?? now;
    const newest = rate.findLast(({ t }) => t <= end - BACK) ?? rate.at(-1);
    return newest === undefined ? refused(now, 'too_uncertain') : { ...newest, t: now };
  }
}
