import { BootId, type ClockStamp } from '@tizhi/contracts';
import { z } from 'zod';

/** A difference up to this is none: the gateway's own clock is then as good as the school's, ms. */
export const AS_GOOD_MS = 50;

/** One start of the machine: its id, and its monotonic time when it began (0 where the clock starts with it). */
export interface Boot {
  readonly id: BootId;
  readonly startedAt: number;
}

/** Which clock stamped the times in a message. Kept with the message until it is in the stores. */
export const Stamp = z.object({
  boot: BootId,
  /**
   * The gateway did not know the school's clock: times are its monotonic clock plus this, to be corrected
   * when it does. `null`: times are school time and stay as they are.
   */
  base: z.number().nullable(),
  skewMs: z.int(),
  errorMs: z.int().min(0).nullable(),
  /** When the message was made, by that clock. */
  at: z.int(),
});
export type Stamp = z.infer<typeof Stamp>;

/** What is known of the school's clock in one boot of the machine. Fixed once it was used. */
export const BootClock = z.object({
  boot: BootId,
  /** School time minus monotonic time, ms. */
  offset: z.number(),
  /** Bound of its error, ms; `null`: nobody could tell. */
  errorMs: z.int().min(0).nullable(),
  /** By an answer of the school. Otherwise reckoned afterwards ({@link placeEarlierBoot}). */
  heard: z.boolean(),
  /** School time when it was learned, and the last that was known in this boot. */
  learnedAt: z.int(),
  lastAt: z.int(),
});
export type BootClock = z.infer<typeof BootClock>;

/** The envelope's word on a message's times. `clock`: of the message's boot, `undefined` while unknown. */
export function clockStampOf(stamp: Stamp, clock: BootClock | undefined): ClockStamp {
  const { base, skewMs, errorMs } = stamp;
  if (base === null) return { skewMs, shiftMs: 0, errorMs };
  if (clock === undefined) return { skewMs: 0, shiftMs: 0, errorMs: null };
  const difference = clock.offset - base;
  if (clock.errorMs === null) return { skewMs: 0, shiftMs: Math.round(difference), errorMs: null };
  const asGood = clock.heard && Math.abs(difference) <= AS_GOOD_MS + clock.errorMs;
  if (!asGood) return { skewMs: 0, shiftMs: Math.round(difference), errorMs: clock.errorMs };
  return { skewMs: 0, shiftMs: 0, errorMs: Math.ceil(Math.abs(difference)) + clock.errorMs };
}

/** Before this no gateway of ours can have run: the lower bound where no school time was ever known. */
export const EARLIEST_AT = Date.UTC(2025, 0, 1);

/** What the held messages of a boot tell that never heard the school's clock. */
export interface UncomparedBoot {
  readonly boot: BootId;
  /** Monotonic times of its first and last message, and the base of the last. */
  readonly firstMono: number;
  readonly lastMono: number;
  readonly lastBase: number;
}

/**
 * A clock for an earlier boot that never could ask (docs/protocol.md, Time, 4): its own word where that
 * lies between the last school time known before and the start of the present boot; otherwise its last
 * message is moved to that start. One clock for the whole boot, so that its messages keep their distances.
 */
export function placeEarlierBoot(
  { boot, firstMono, lastMono, lastBase }: UncomparedBoot,
  window: { readonly knownUntil: number; readonly presentStart: number },
): BootClock {
  const presentStart = Math.round(window.presentStart);
  const from = Math.min(Math.max(EARLIEST_AT, window.knownUntil), presentStart);
  const fits = firstMono + lastBase >= from && lastMono + lastBase <= presentStart;
  return {
    boot,
    offset: fits ? lastBase : presentStart - lastMono,
    errorMs: fits ? null : presentStart - from,
    heard: false,
    learnedAt: presentStart,
    lastAt: presentStart,
  };
}
