/** Faults laid over good conditions. Where several last at the same time the latest counts, and flags add up. */
export class Layers<T extends object> {
  readonly #good: Readonly<T>;
  readonly #apply: (conditions: T) => void;
  #active: Partial<T>[] = [];

  constructor(good: Readonly<T>, apply: (conditions: T) => void) {
    this.#good = good;
    this.#apply = apply;
    this.#recompute();
  }

  add(change: Partial<T>): void {
    this.#active.push(change);
    this.#recompute();
  }
  remove(change: Partial<T>): void {
    this.#active = this.#active.filter((other) => other !== change);
    this.#recompute();
  }
  clear(): void {
    this.#active = [];
    this.#recompute();
  }

  #recompute(): void {
    const conditions: T = { ...this.#good };
    for (const change of this.#active) {
      for (const key of Object.keys(change) as (keyof T)[]) {
        const next = change[key];
        if (next !== undefined) conditions[key] = worse(conditions[key], next);
      }
    }
    this.#apply(conditions);
  }
}

function worse<V>(present: V, next: V): V {
  return typeof next === 'boolean' && typeof present === 'boolean' ? ((present || next) as V) : next;
}
