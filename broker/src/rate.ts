/** How fast something may go on average, per second; a second's worth may come at once. */
export interface Rate {
  /** Takes what has already come. Gives how long to wait before more is taken, ms; 0: go on. */
  take(amount: number, now: number): number;
}

/**
 * A token bucket that goes into debt: what was read from a socket cannot be put back, so the next read
 * waits until it is paid. `now` is monotonic milliseconds.
 */
export function createRate(perSecond: number): Rate {
  let tokens = perSecond;
  let at: number | undefined;
  return {
    take(amount, now) {
      tokens = Math.min(perSecond, tokens + ((now - (at ?? now)) * perSecond) / 1000) - amount;
      at = now;
      return tokens >= 0 ? 0 : (-tokens * 1000) / perSecond;
    },
  };
}
