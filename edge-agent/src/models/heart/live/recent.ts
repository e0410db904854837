import type { Samples } from '../signal/series.ts';

/** The last seconds of a signal with some columns; older samples and those out of order are let go. */
export class Recent {
  readonly #seconds: number;
  readonly #most: number;
  #t: number[] = [];
  readonly #columns: number[][];

  /** `most`: samples held whatever their times say; a sensor that sends faster loses the oldest. */
  constructor(of: { readonly seconds: number; readonly most: number; readonly columns: number }) {
    this.#seconds = of.seconds;
    this.#most = of.most;
    this.#columns = Array.from({ length: of.columns }, () => []);
  }

  get held(): number {
    return this.#t.length;
  }

  get lastTime(): number | null {
    return this.#t[this.#t.length - 1] ?? null;
  }

  /** One sample at `t` (s). What is not later than the last one is dropped. */
  add(t: number, values: readonly number[]): void {
    const last = this.lastTime;
    if (!Number.isFinite(t) || (last !== null && t <= last)) return;
    this.#t.push(t);
    this.#columns.forEach((column, k) => {
      column.push(values[k] ?? Number.NaN);
    });
    // In blocks: shifting an array by one for each sample would cost its length each time.
    const slack = 64;
    const oldest = t - this.#seconds;
    if (this.#t.length > this.#most + slack) this.#drop(this.#t.length - this.#most);
    if ((this.#t[slack] ?? Number.POSITIVE_INFINITY) < oldest) {
      let n = slack;
      while ((this.#t[n] ?? Number.POSITIVE_INFINITY) < oldest) n += 1;
      this.#drop(n);
    }
  }

  #drop(n: number): void {
    this.#t.splice(0, n);
    for (const column of this.#columns) column.splice(0, n);
  }

  samples(column = 0): Samples {
    return { t: this.#t, values: this.#columns[column] ?? [] };
  }

  axes(): { readonly t: readonly number[]; readonly axes: readonly (readonly number[])[] } {
    return { t: this.#t, axes: this.#columns };
  }
}
