import type { Series } from '../signal/series.ts';

/** Heart rates looked at (bpm): from a sleeping athlete to a child at its limit, in steps of one. */
export const SLOWEST = 36;
export const FASTEST = 220;
export const RATES = FASTEST - SLOWEST + 1;

/** Power at each rate of `SLOWEST..2 x FASTEST`, one value per bpm, of one Hann window. */
export type Spectrum = Float64Array;

export const SPECTRUM = 2 * FASTEST - SLOWEST + 1;

/** Reads power spectra at whole beats a minute; holds the tables of sines for one window length. */
export class SpectrumReader {
  readonly #n: number;
  readonly #window: Float64Array;
  /** Twice the cosine of each frequency's turn per sample. */
  readonly #turn: readonly number[];

  constructor({ fs, seconds }: { readonly fs: number; readonly seconds: number }) {
    this.#n = Math.round(fs * seconds);
    this.#window = Float64Array.from(
      { length: this.#n },
      (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / this.#n),
    );
    this.#turn = Array.from({ length: SPECTRUM }, (_, k) => {
      const w = (2 * Math.PI * (SLOWEST + k)) / 60 / fs;
      return 2 * Math.cos(w);
    });
  }

  get length(): number {
    return this.#n;
  }

  /** Of the samples from `at`; what is before the start or after the end counts as 0. */
  read({ values }: Series, at: number): Spectrum {
    const x = new Float64Array(this.#n);
    let mean = 0;
    for (let i = 0; i < this.#n; i += 1) mean += values[at + i] ?? 0;
    mean /= this.#n;
    for (let i = 0; i < this.#n; i += 1)
      x[i] =
        (at + i < 0 || at + i >= values.length ? 0 : (values[at + i] as number) - mean) *
        (this.#window[i] as number);
    // Goertzel (1958): one real recursion per frequency.
    return Float64Array.from(this.#turn, (cos) => {
      let s1 = 0;
      let s2 = 0;
      for (let i = 0; i < x.length; i += 1) {
        const s0 = (x[i] as number) + cos * s1 - s2;
        s2 = s1;
        s1 = s0;
      }
      return Math.max(0, s1 * s1 + s2 * s2 - cos * s1 * s2);
    });
  }
}
