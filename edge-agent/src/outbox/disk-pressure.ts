import type { Logger } from 'pino';

/** A disk counts as full until nothing had to be given up for this long, ms. */
const CALM_AFTER_MS = 60_000;

/** Says once that telemetry is being given up, and once that there is room again: never a line per message. */
export class DiskPressure {
  readonly #log: Logger;
  #fullSince: number | undefined;
  #lastGivenUpAt = 0;
  #givenUp = 0;

  constructor(log: Logger) {
    this.#log = log;
  }

  get full(): boolean {
    return this.#fullSince !== undefined;
  }

  /** `now`: monotonic ms. `messages`: how many were given up; 0: one was handed back to the caller. */
  gaveUp(messages: number, now: number): void {
    if (this.#fullSince === undefined) {
      this.#fullSince = now;
      this.#givenUp = 0;
      this.#log.error({ code: 'TIZHI_OUTBOX_FULL' }, 'outbox full: oldest telemetry is given up');
    }
    this.#lastGivenUpAt = now;
    this.#givenUp += messages;
  }

  tick(now: number): void {
    if (this.#fullSince === undefined || now - this.#lastGivenUpAt < CALM_AFTER_MS) return;
    const seconds = Math.round((now - this.#fullSince) / 1000);
    this.#fullSince = undefined;
    this.#log.warn({ messages: this.#givenUp, seconds }, 'the outbox has room again');
  }
}
