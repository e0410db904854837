import { Violation } from './history.ts';
import { describeItem, type Item } from './items.ts';

/**
 * An outbox that heard nothing sends again after at most 30 s (`OUTBOX_LIMITS.resendMs.max`) and a tick: so
 * long after a trouble an alert may still wait for the end of a back-off.
 */
const BACK_OFF_MS = 32_000;
/** Two seconds for the school's time, two resend periods, and the way of a whole window of telemetry. */
const PROMPT_MS = 9_000;

interface Sky {
  troubles: number;
  since: number;
}

/**
 * Knows since when the sky over a gateway has been clear: nothing failing between it and the records. While
 * it is, an alert is stored promptly, whatever backlog of telemetry there is and whatever ails its store.
 */
export class Weather {
  readonly #skies = new Map<string, Sky>();
  readonly #waiting = new Set<Item>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  begin(who: string): void {
    this.#sky(who).troubles += 1;
  }
  end(who: string): void {
    const sky = this.#sky(who);
    sky.troubles -= 1;
    sky.since = this.#now();
  }
  /** Something went wrong once. */
  hit(who: string): void {
    this.#sky(who).since = this.#now();
  }
  /** A fresh connection knows of no back-off. */
  refresh(who: string): void {
    this.#sky(who).since = this.#now() - BACK_OFF_MS;
  }

  taken(item: Item): void {
    if (item.lane === 'alert') this.#waiting.add(item);
  }

  /** `isStored`: by now. To be called every second or so. */
  check(isStored: (item: Item) => boolean): void {
    for (const item of this.#waiting) {
      if (item.excuse !== undefined || isStored(item)) {
        this.#waiting.delete(item);
        continue;
      }
      const clear = Math.max(this.#clearSince(item.gateway), this.#clearSince(SERVER)) + BACK_OFF_MS;
      const late = this.#now() - Math.max(item.takenAt ?? 0, clear);
      if (late > PROMPT_MS)
        throw new Violation(
          'alerts never wait',
          `${describeItem(item)} waits for ${Math.round(late)} ms too long under a clear sky`,
        );
    }
  }

  #clearSince(who: string): number {
    const { troubles, since } = this.#sky(who);
    return troubles > 0 ? Number.POSITIVE_INFINITY : since;
  }

  #sky(who: string): Sky {
    const known = this.#skies.get(who);
    if (known !== undefined) return known;
    const sky = { troubles: 0, since: 0 };
    this.#skies.set(who, sky);
    return sky;
  }
}

/** The broker, the ingest workers and the records: above all gateways. */
export const SERVER = 'server';
