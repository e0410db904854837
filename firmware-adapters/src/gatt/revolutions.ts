/**
 * Rates from counters: a sensor counts revolutions and says when the last one ended, on a clock of 16 bits that
 * wraps (every 64 s at 1/1024 s, every 32 s at 1/2048 s). Nothing here knows how often the clock wrapped, so that
 * a silence longer than that gives one wrong rate; a rate that nobody turns is doubted as any other.
 */
interface Counted {
  readonly revolutions: number;
  /** Ticks of the last event's clock. */
  readonly ticks: number;
}

/** Notifications without a new revolution, after which it stands still. */
const STILL_AFTER = 3;
const CLOCK_SPAN = 0x1_0000;

/**
 * Revolutions a second between one notification and the next; `null`: not known yet (the first one, or none
 * since). 0 after three notifications without a revolution. A counter of `bits` wraps; a step of more than half of
 * its span is one backwards (a wheel may turn back) and gives a negative rate.
 */
export function rateOf(about: { readonly bits: 16 | 32; readonly ticksPerSecond: number }) {
  const span = 2 ** about.bits;
  let last: Counted | undefined;
  let still = 0;
  return (now: Counted): number | null => {
    const before = last;
    last = now;
    if (before === undefined) return null;
    const ticks = (now.ticks - before.ticks + CLOCK_SPAN) % CLOCK_SPAN;
    const forward = (now.revolutions - before.revolutions + span) % span;
    const turned = forward > span / 2 ? forward - span : forward;
    if (turned === 0) {
      still += 1;
      return still >= STILL_AFTER ? 0 : null;
    }
    still = 0;
    // Turned, but at the same instant: the counter was set anew.
    return ticks === 0 ? null : (turned * about.ticksPerSecond) / ticks;
  };
}
