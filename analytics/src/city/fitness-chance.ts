/** A named seed: which city, which thing in it, which of its sides. All are taken as 32-bit whole numbers. */
export interface ChanceKey {
  readonly seed: number;
  /** What is drawn for, so that a pupil and a school of one number have nothing in common. */
  readonly about: number;
  readonly index: number;
}

/** Golden ratio in 32 bits, and the finaliser of murmur3: published constants for mixing whole numbers. */
const GOLDEN = 0x9e37_79b9;
function mixed(value: number): number {
  let x = value | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85eb_ca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2_ae35);
  return (x ^ (x >>> 16)) | 0;
}

/**
 * Seeded chance with random access: the same key gives the same numbers, whoever was drawn before. A Weyl
 * sequence through a 32-bit mixer: fast, and even enough for a synthetic city; never for a secret.
 */
export class Chance {
  #state: number;
  #spare = Number.NaN;

  constructor({ seed, about, index }: ChanceKey) {
    this.#state = mixed(mixed(mixed(seed + GOLDEN) + Math.imul(about, GOLDEN)) + index);
  }

  /** 0 <= x < 1. */
  share(): number {
    this.#state = (this.#state + GOLDEN) | 0;
    return (mixed(this.#state) >>> 0) / 2 ** 32;
  }

  /** 0 <= n < count. */
  below(count: number): number {
    return Math.floor(this.share() * count);
  }

  /** Standard normal, by the polar method; every second one is kept from the first. */
  normal(): number {
    if (!Number.isNaN(this.#spare)) {
      const spare = this.#spare;
      this.#spare = Number.NaN;
      return spare;
    }
    for (;;) {
      const a = 2 * this.share() - 1;
      const b = 2 * this.share() - 1;
      const square = a * a + b * b;
      if (square >= 1 || square === 0) continue;
      const factor = Math.sqrt((-2 * Math.log(square)) / square);
      this.#spare = b * factor;
      return a * factor;
    }
  }

  /** Heavy tails at unit variance: Student's t with 5 degrees of freedom. */
  heavy(): number {
    const normal = this.normal();
    // A chi-square of 5: two exponentials (2 degrees each) and the square of a normal.
    const last = this.normal();
    const square = -2 * Math.log((1 - this.share()) * (1 - this.share())) + last * last;
    return normal / Math.sqrt(square / 5) / Math.sqrt(5 / 3);
  }
}
