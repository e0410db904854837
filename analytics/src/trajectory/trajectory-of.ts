import type { FitnessHistory, ItemChange, Trajectory } from '@tizhi/contracts';
import { screeningOf } from '../screening/index.ts';
import { changesBetween } from './changes.ts';
import { compiledReference } from './compiled.ts';
import { forecastOf } from './forecast.ts';
import { DEFAULT_REFERENCE } from './generated/reference.ts';
import type { Reference } from './reference.ts';
import { standingOf } from './standing.ts';

/**
 * Everything that follows from a pupil's tests (oldest first, at most one per school year): standings against the
 * reference, totals, points of the unconfirmed grade 4/6/8 rule, changes between tests that follow one another,
 * growth screening facts, and a forecast of grade 8. What the reference does not know has no percentile and no z.
 */
export function trajectoryOf(history: FitnessHistory, reference: Reference = DEFAULT_REFERENCE): Trajectory {
  const compiled = compiledReference(reference);
  const standings = history.tests.map((test) => standingOf(test, compiled));
  const changes: ItemChange[] = [];
  for (const [index, to] of standings.entries()) {
    const from = standings[index - 1];
    if (from !== undefined) changes.push(...changesBetween(from, to));
  }
  return {
    subject: history.subject,
    reference: compiled.version,
    tests: standings,
    changes,
    screening: history.tests.flatMap(screeningOf),
    forecast: forecastOf({ history, standings }, compiled),
  };
}
