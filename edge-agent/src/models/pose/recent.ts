/** The values of the last few seconds, for a reference that a person brings along: a standing height, an arm. */
export class Recent {
  readonly #spanMs: number;
  readonly #values: { readonly at: number; readonly value: number }[] = [];

  constructor(spanMs: number) {
    this.#spanMs = spanMs;
  }

  add(at: number, value: number): void {
    this.#values.push({ at, value });
    while ((this.#values[0]?.at ?? at) < at - this.#spanMs || this.#values.length > MAX_VALUES)
      this.#values.shift();
  }

  /** From the lowest to the highest but for a tenth at either end: one wrong point must not widen it. */
  spread(): number {
    return (this.quantile(0.9) ?? 0) - (this.quantile(0.1) ?? 0);
  }

  /** The value below which `part` (0-1) of them lie; `undefined` where there are none. */
  quantile(part: number): number | undefined {
    const sorted = this.#values.map(({ value }) => value).sort((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
  }
}

/** 20 s at 60 frames a second. */
const MAX_VALUES = 1_200;
