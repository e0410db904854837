import type { Instant } from '@tizhi/contracts';

/** A step back of the wall clock below this is drift being corrected, not a wrong clock. */
const STEP_MS = 5_000;
/**
 * How often the clock is to be looked at, also while nobody sends: it only knows to have lived through what it
 * has seen.
 */
export const LOOK_EVERY_MS = 1_000;

export interface ServerTime {
  readonly at: Instant;
  /**
   * False while the wall clock is behind a time that this server has already lived through (it was set back,
   * or the machine started without a battery clock): then it can neither tell gateways the time nor judge
   * what is in the future.
   */
  readonly trusted: boolean;
}

export interface ServerClock {
  now(): ServerTime;
  /** A time that was certainly reached, such as the newest in the store. */
  reached(at: Instant): void;
}

/** The school's clock: the server's wall clock, and whether it can be believed. */
export function createServerClock(wall: () => Instant): ServerClock {
  let latest = 0;
  return {
    now() {
      const at = wall();
      latest = Math.max(latest, at);
      return { at, trusted: at >= latest - STEP_MS };
    },
    reached(at) {
      latest = Math.max(latest, at);
    },
  };
}
