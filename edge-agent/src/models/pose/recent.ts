/** The values of the last few seconds, for a reference that a person brings along: a standing height, an arm. */
export class Recent {
  readonly #spanMs: number;
  readonly #values: { readonly at: number; readonly value: number }[] = [];
  /** The same values by size: a quantile is asked for at every frame. */
  readonly #sorted: number[] = [];

  constructor(spanMs: number) {
    this.#spanMs = spanMs;
  }

  add(at: number, value: number): void {
    this.#values.push({ at, value });
    this.#sorted.splice(this.#placeOf(value), 0, value);
    for (
      let oldest = this.#values[0];
      oldest !== undefined && (oldest.at < at - this.#spanMs || this.#values.length > MAX_VALUES);
      oldest = this.#values[0]
    ) {
      this.#values.shift();
      this.#sorted.splice(this.#placeOf(oldest.value), 1);
    }
  }

  /** From the lowest to the highest but for a tenth at either end: one wrong point must not widen it. */
  spread(): number {
    return (this.quantile(0.9) ?? 0) - (this.quantile(0.1) ?? 0);
  }

  /** The value below which `part` (0-1) of them lie; `undefined` where there are none. */
  quantile(part: number): number | undefined {
    return this.#sorted[Math.min(this.#sorted.length - 1, Math.floor(part * this.#sorted.length))];
  }

  /** How many are smaller. */
  #placeOf(value: number): number {
    let [low, high] = [0, this.#sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#sorted[middle] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** 20 s at 60 frames a second. */
const MAX_VALUES = 1_200;
