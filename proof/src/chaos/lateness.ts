const EVERY_MS = 50;
/** As long as what a gateway may hold back, and a little more. */
const RECENT_MS = 3_000;

/**
 * How late this process's own timers are: a witness of what a busy machine does to every process on it, so
 * that a gateway which did not get the processor in time is not taken for one that lost a reading.
 */
export class Lateness {
  readonly #timer: NodeJS.Timeout;
  #expectedAt = performance.now() + EVERY_MS;
  #late: { readonly at: number; readonly ms: number }[] = [];

  constructor() {
    this.#timer = setInterval(() => {
      const at = performance.now();
      this.#late = this.#late.filter((each) => each.at > at - RECENT_MS);
      this.#late.push({ at, ms: Math.max(0, at - this.#expectedAt) });
      this.#expectedAt = at + EVERY_MS;
    }, EVERY_MS);
  }

  /** The sum of all delays of the last three seconds, ms. */
  recentMs(): number {
    return this.#late.reduce((sum, { ms }) => sum + ms, 0);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
