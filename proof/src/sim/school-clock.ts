import { TRUE_START } from './clock.ts';

/** How far a reading's time may lie beyond its stated error, ms: what counts as no difference, and a poor quartz between two questions. */
const TOLERANCE_MS = 100;
/** What a poor quartz gains or loses until the school's clock is heard, as a share of that time. */
const DRIFT = 1.5e-4;
/** How far ahead of the server a stored time may be, ms (docs/protocol.md, Time 6). */
const AHEAD_MS = 5_000;

/**
 * What the server's clock has said so far. The server's clock is school time, right or wrong: where it was
 * set, school time at a moment is anything that it would have said under one of its settings.
 */
export class SchoolClock {
  #least = Number.POSITIVE_INFINITY;
  #most = Number.NEGATIVE_INFINITY;
  #latest = 0;
  #offset = 0;
  #behindAt = Number.NEGATIVE_INFINITY;
  #behindSince: number | undefined;

  /** The server's clock says `wall` at virtual time `now`. To be called before and after each step. */
  note(now: number, wall: number): void {
    const offset = wall - TRUE_START - now;
    this.#offset = offset;
    this.#least = Math.min(this.#least, offset);
    this.#most = Math.max(this.#most, offset);
    this.#latest = Math.max(this.#latest, wall);
    const isBehind = wall < this.#latest - AHEAD_MS;
    if (isBehind) this.#behindAt = now;
    this.#behindSince = isBehind ? (this.#behindSince ?? now) : undefined;
  }

  /** The latest time that the server has lived to. */
  get latest(): number {
    return this.#latest;
  }

  /** What it says at virtual time `now`. */
  wall(now: number): number {
    return TRUE_START + now + this.#offset;
  }

  /**
   * It has stood far behind a time that it had lived through for a while, and still does: far, because a new
   * worker knows that time only from the last status that was stored.
   */
  isBehind(now: number): boolean {
    const since = this.#behindSince ?? now;
    return this.wall(now) < this.#latest - AHEAD_MS - 15_000 && now - since > 15_000;
  }

  /**
   * It stood behind a time that it had lived through, or was set back so far in small steps: what it had told
   * the gateways before may be the future for it.
   */
  get wasBehind(): boolean {
    return Number.isFinite(this.#behindAt) || this.#most - this.#least > AHEAD_MS;
  }

  /**
   * A server that is behind does not judge the future (docs/protocol.md, Time 7), and what it took then may be
   * stored a little later.
   */
  canJudge(now: number): boolean {
    return now - this.#behindAt > 60_000;
  }

  /** As the furthest of its settings would say now: one that was set back has still lived through that time. */
  isReached(at: number, now: number): boolean {
    return at <= TRUE_START + now + this.#most + AHEAD_MS;
  }

  /** How far `at` is from school time at virtual time `trueAt`, beyond what `errorMs` allows; 0: not at all. */
  beyond(reading: { at: number; trueAt: number; errorMs: number; now: number }): number {
    const { at, trueAt, errorMs, now } = reading;
    const allowed = errorMs + TOLERANCE_MS + DRIFT * (now - trueAt);
    const early = TRUE_START + trueAt + this.#least - allowed;
    const late = TRUE_START + trueAt + this.#most + allowed;
    return Math.max(0, early - at, at - late);
  }
}
