import { z } from 'zod';
import { internal } from './data-class.ts';
import { Instant } from './ids.ts';

/** Milliseconds by which two clocks may differ: 1970 to 2100. */
const Difference = z.int().min(-4_102_444_800_000).max(4_102_444_800_000);

/**
 * How the times in a message relate to the school's clock. Times in a body are the gateway's best estimate
 * of school time when the message was made; what it learned later is in `shiftMs`.
 *
 * School time = time in the body + `shiftMs`. The gateway's own clock said: time in the body - `skewMs`.
 */
export const ClockStamp = z.object({
  /** School clock minus gateway clock as known when the message was made, ms. 0: they agreed, or nothing was known. */
  skewMs: internal(Difference),
  /** To be added to every time in the body: the gateway had not yet heard the school's clock. Fixed for ever once sent. */
  shiftMs: internal(Difference),
  /** Bound of the error of school time, ms; `null`: the gateway's clock was never compared, the time is its own word. */
  errorMs: internal(z.int().min(0).max(4_102_444_800_000).nullable()),
});
export type ClockStamp = z.infer<typeof ClockStamp>;

/** Names one start of a machine: within it its monotonic clock can be compared. */
export const BootId = z
  .string()
  .regex(/^[0-9a-z-]{1,64}$/)
  .brand<'BootId'>();
export type BootId = z.infer<typeof BootId>;

/** Milliseconds of a clock that never jumps, since the machine started. */
const Monotonic = z.number().min(0).max(1e15);

/** A gateway asks what time it is (`ask/time`). */
export const TimeQuestion = z.object({ boot: internal(BootId), mono: internal(Monotonic) });
export type TimeQuestion = z.infer<typeof TimeQuestion>;

/** The question again, and the school's clock when it was answered (`down/time`, not retained). */
export const TimeAnswer = z.object({
  boot: internal(BootId),
  mono: internal(Monotonic),
  at: internal(Instant),
});
export type TimeAnswer = z.infer<typeof TimeAnswer>;
