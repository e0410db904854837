import type { FitnessHistory, ItemChange, ScreeningFact, TestStanding, Trajectory } from '@tizhi/contracts';
import { screeningOf } from '../screening/index.ts';
import { changesBetween } from './changes.ts';
import { compiledReference } from './compiled.ts';
import { forecastOf } from './forecast.ts';
import { DEFAULT_REFERENCE } from './generated/reference.ts';
import type { Reference } from './reference.ts';
import { standingOf } from './standing.ts';

/** What was known after a test, and what followed from it. */
export interface AfterTest {
  readonly history: FitnessHistory;
  readonly trajectory: Trajectory;
}

/**
 * The trajectory after each test of a history, oldest first, as it was then: the n-th equals `trajectoryOf` of the
 * first n tests. Each test is scored and screened once, which halves the work of a city that is followed from year
 * to year.
 */
export function trajectoriesOf(
  { subject, tests }: FitnessHistory,
  reference: Reference = DEFAULT_REFERENCE,
): AfterTest[] {
  const compiled = compiledReference(reference);
  let standings: readonly TestStanding[] = [];
  let changes: readonly ItemChange[] = [];
  let screening: readonly ScreeningFact[] = [];
  return tests.map((test, index) => {
    const before = standings.at(-1);
    const standing = standingOf(test, compiled);
    standings = [...standings, standing];
    if (before !== undefined) changes = [...changes, ...changesBetween(before, standing)];
    screening = [...screening, ...screeningOf(test)];
    const history = { subject, tests: tests.slice(0, index + 1) };
    return {
      history,
      trajectory: {
        subject,
        reference: compiled.version,
        tests: [...standings],
        changes: [...changes],
        screening: [...screening],
        forecast: forecastOf({ history, standings }, compiled),
      },
    };
  });
}
