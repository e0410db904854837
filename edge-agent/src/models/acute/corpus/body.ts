import { NOISE } from './noise.ts';
import type { Stretch } from './vignette.ts';

type Rhythm = NonNullable<Stretch['rhythm']>;

/** Normal noise from uniform numbers. */
export const gauss = (random: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** A synthetic heart: the rate follows its target with a time constant, beats follow the rate and the rhythm. */
export class Heart {
  readonly #random: () => number;
  #rate: number;
  #toNextMs = 0;
  #beat = 0;
  #breath = 0;
  #pause = 0;

  constructor(random: () => number, rate: number) {
    this.#random = random;
    this.#rate = rate;
  }

  get rate(): number {
    return this.#rate;
  }

  /** The intervals that end in the next second, ms. */
  second({ target, tau, rhythm }: { target: number; tau: number; rhythm: Rhythm }): number[] {
    if (tau < 1) this.#rate = target;
    else this.#rate += (target - this.#rate) * (1 - Math.exp(-1 / tau));
    if (rhythm !== 'regular') this.#rate += NOISE.wander * 0.5 * gauss(this.#random);
    this.#rate = Math.max(20, this.#rate);
    this.#breath += 0.27 * 2 * Math.PI;
    const beats: number[] = [];
    this.#toNextMs -= 1_000;
    while (this.#toNextMs <= 0) {
      const ms = this.#interval(rhythm);
      beats.push(ms);
      this.#toNextMs += ms;
      this.#beat += 1;
    }
    return beats;
  }

  #interval(rhythm: Rhythm): number {
    const middle = 60_000 / this.#rate;
    const spread = NOISE.intervalSpread * gauss(this.#random);
    switch (rhythm) {
      case 'sinus':
        return middle * (1 + this.#breathing(0.035) + spread);
      case 'breathing':
        return middle * (1 + this.#breathing(0.1) + spread);
      case 'regular':
        return middle * (1 + 0.4 * spread);
      case 'fibrillation':
        return middle * Math.min(2.2, Math.max(0.5, 1 + 0.24 * gauss(this.#random)));
      case 'early':
        if (this.#pause > 0) {
          this.#pause = 0;
          return middle * (1.32 + spread);
        }
        if (this.#beat % 5 === 4) {
          this.#pause = 1;
          return middle * (0.66 + spread);
        }
        return middle * (1 + spread);
      case 'wenckebach':
        return middle * (this.#beat % 5 === 4 ? 1.8 : 0.95) * (1 + spread);
    }
  }

  /** Breathing moves the beats at rest and hardly in hard work. */
  #breathing(depth: number): number {
    return depth * Math.max(0.08, 1 - (this.#rate - 80) / 80) * Math.sin(this.#breath + this.#beat * 0.4);
  }
}
