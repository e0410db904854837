import type { ScoredItemKey, ScoreTrace, SubjectId } from '@tizhi/contracts';
import type { TestDayFold, TestDayInput } from './input.ts';

/**
 * Walks a score back: table cell and version, official result, attempt, raw frame, station, and every decision
 * that touched it. `undefined` where the pupil is not of the day or the item not of the pupil's group.
 */
export function traceScore(day: {
  readonly input: TestDayInput;
  readonly fold: TestDayFold;
  readonly subject: SubjectId;
  readonly item: ScoredItemKey;
}): ScoreTrace | undefined {
  throw new Error(`not built yet: ${day.item}`);
}
