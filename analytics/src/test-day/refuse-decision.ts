import type { Failure, TestDayDecision } from '@tizhi/contracts';
import type { TestDayFold, TestDayInput } from './input.ts';

/** A decision that is not allowed now, and why. */
export type Refusal = Failure;

/**
 * Whether a decision may be appended to a day that stands as `fold` (of `input`); `undefined`: it may.
 * Codes: TIZHI_TESTDAY_CLOSED, TIZHI_TESTDAY_OPEN, TIZHI_ATTEMPT_UNKNOWN, TIZHI_ATTEMPT_EXISTS,
 * TIZHI_PUPIL_UNKNOWN, TIZHI_STATION_UNKNOWN, TIZHI_ITEM_NOT_DUE, TIZHI_VALUE_OUT_OF_RANGE,
 * TIZHI_DECISION_NEEDLESS, TIZHI_RESULT_STANDS.
 */
export function refuseDecision(day: {
  readonly input: TestDayInput;
  readonly fold: TestDayFold;
  readonly decision: TestDayDecision;
}): Refusal | undefined {
  throw new Error(`not built yet: ${day.decision.kind}`);
}
