/** The beginning of every history on a perfect clock. */
export const TRUE_START = Date.UTC(2026, 8, 1, 8);

/**
 * A machine's two clocks: one on the wall that may be wrong, drift and be set, and one that counts from the
 * start of the machine. Times in virtual ms (`now`); both run with the same quartz.
 */
export class MachineClock {
  /** Seconds gained in a second. 1e-4 is a poor quartz. */
  readonly #drift: number;
  #bootedAt: number;
  /** Added to the true time. */
  #offset: number;

  constructor({ drift, offset }: { drift: number; offset: number }) {
    this.#drift = drift;
    this.#offset = offset;
    this.#bootedAt = -3_600_000;
  }

  /** Epoch ms, whole, as a system call gives it. */
  wall(now: number): number {
    return Math.max(0, Math.floor(TRUE_START + now * (1 + this.#drift) + this.#offset));
  }
  monotonic(now: number): number {
    return (now - this.#bootedAt) * (1 + this.#drift);
  }

  step(byMs: number): void {
    this.#offset += byMs;
  }
  /** Sets the clock right, as a time service does. */
  correct(now: number): void {
    this.#offset = -now * this.#drift;
  }
  /** A restart of the machine; `atEpoch` ms: where a clock without battery begins, `undefined`: it kept going. */
  reboot(now: number, atEpoch: number | undefined): void {
    this.#bootedAt = now;
    if (atEpoch !== undefined) this.#offset = atEpoch - (TRUE_START + now * (1 + this.#drift));
  }
}
