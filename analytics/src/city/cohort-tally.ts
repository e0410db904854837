import type { FitnessHistory, Forecast, TestStanding } from '@tizhi/contracts';
import { trajectoriesOf } from '../trajectory/index.ts';
import { findingsOf } from '../warnings/index.ts';

/**
 * What was counted over many pupils, by path: `level/8/male/good`, `screening/6/overweight_obesity/obese`,
 * `finding/8/total-fail`. Plain numbers, so that counts travel between threads and add up in any order.
 */
export type Counts = Record<string, number>;

const count = (counts: Counts, path: string, by = 1): void => {
  counts[path] = (counts[path] ?? 0) + by;
};

/** Adds the counts of `from` to those of `into`. */
export function addCounts(into: Counts, from: Counts): void {
  for (const [path, value] of Object.entries(from)) count(into, path, value);
}

/**
 * Runs a pupil through everything, as it would have been run after each of the tests: score, screening and
 * trajectory of what was known by then, and the warnings of that school year. The last forecast before grade 8 is
 * held against the grade-8 total that came. Adds to `counts`.
 */
export function tallyPupil(history: FitnessHistory, counts: Counts): void {
  count(counts, 'pupils');
  let expected: Forecast | null = null;
  for (const { history: known, trajectory } of trajectoriesOf(history)) {
    const test = known.tests.at(-1);
    const standing = trajectory.tests.at(-1);
    if (test === undefined || standing === undefined) continue;
    count(counts, 'tests');
    count(counts, `level/${test.grade}/${test.sex}/${standing.level ?? 'incomplete'}`);
    for (const fact of trajectory.screening)
      if (fact.schoolYear === test.schoolYear)
        count(counts, `screening/${test.grade}/${fact.kind}/${fact.result}`);
    for (const { rule } of findingsOf({ trajectory, history: known }))
      count(counts, `finding/${test.grade}/${rule}`);
    if (test.grade === '8') compareForecast(expected, standing, counts);
    expected = trajectory.forecast;
  }
}

/** Whether the 90 % interval of the total held the total, and what became of those thought likely to fail. */
function compareForecast(expected: Forecast | null, came: TestStanding, counts: Counts): void {
  if (expected?.total == null || came.total === null) return;
  const { low, high } = expected.total;
  count(counts, 'forecast/made');
  if (came.total >= low && came.total <= high) count(counts, 'forecast/held');
  if (came.total < low) count(counts, 'forecast/below');
  for (const { item, value } of expected.items) {
    const seen = came.items.find((standing) => standing.item === item)?.value ?? null;
    if (seen === null) continue;
    count(counts, `forecast-item/${item}/made`);
    if (seen >= value.low && seen <= value.high) count(counts, `forecast-item/${item}/held`);
  }
}
