import type { Samples } from '../signal/series.ts';
import { FEATURES, FeatureReader, type FeatureRows } from './features.ts';
import type { RateNetwork, RateShares } from './network.ts';
import { RATES } from './rates.ts';
import { type Acceleration, LOOK, lookAt } from './window.ts';

/** What one second of a wrist says. */
export interface Second {
  /** Seconds: the end of its look. */
  readonly t: number;
  /** Null: there was too little to look at. */
  readonly shares: RateShares | null;
  /** How well each rate's period repeats the wave, -1..1, and how much of the arm's swing lies at it, 0-1. */
  readonly repeats: Float32Array;
  readonly swings: Float32Array;
  /** The same at half of each rate: light that answers to both ways of a swing. */
  readonly halves: Float32Array;
  /** How much the arm moves: the decadic logarithm of g, plus one; about -1 to 1. */
  readonly shaking: number;
  /** Part of the look that had a signal, 0-1. */
  readonly alive: number;
}

/** Seconds of signal below which nothing is said. */
export const LEAST_SECONDS = 4;

const NOTHING = new Float32Array(RATES);

function columnOf(rows: FeatureRows, name: (typeof FEATURES)[number]): Float32Array {
  const column = FEATURES.indexOf(name);
  return Float32Array.from({ length: RATES }, (_, k) => rows[k * FEATURES.length + column] as number);
}

/** Looks at a wrist once a second. */
export class WristEvidence {
  readonly #reader = new FeatureReader();
  readonly #network: RateNetwork;

  constructor(network: RateNetwork) {
    this.#network = network;
  }

  /** The second that ends at `t`; only what was there by then is used. */
  at(t: number, wrist: { readonly ppg: Samples; readonly acceleration: Acceleration | null }): Second {
    const look = lookAt(t, wrist);
    if (look.alive < LEAST_SECONDS / LOOK - 0.02)
      return {
        t,
        shares: null,
        repeats: NOTHING,
        swings: NOTHING,
        halves: NOTHING,
        shaking: -1,
        alive: look.alive,
      };
    const rows = this.#reader.read(look);
    return {
      t,
      shares: this.#network.score(rows),
      repeats: columnOf(rows, 'cleanRepeat'),
      swings: columnOf(rows, 'swing'),
      halves: columnOf(rows, 'swingHalf'),
      shaking: rows[FEATURES.indexOf('shaking')] as number,
      alive: look.alive,
    };
  }
}
