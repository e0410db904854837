import {
  type GroupReport,
  type ItemDistribution,
  type ScoredItemKey,
  SEXES,
  type Sex,
} from '@tizhi/contracts';
import type { CompleteTest } from './complete-test.ts';
import { hideGroups } from './hide-groups.ts';
import { hideLevels, type LevelsShown, levelCounts, type Measure } from './level-counts.ts';
import { type Moments, meanOf, momentsOf, wholeMinusPart } from './mean.ts';
import { percentilesOf } from './percentiles.ts';
import { commonItems, itemsOfYear, keyOf, ofSex, type YearGroup } from './year-groups.ts';

/**
 * The reports of every group of a year: the school, then each grade followed by its classes, each also by sex.
 * `undefined` is a pause and no report.
 */
export function* groupReports(school: YearGroup): Generator<GroupReport | undefined> {
  const shown = hideGroups(school);
  const levels = new Map<Measure, LevelsShown>();
  for (const measure of ['total', ...itemsOfYear(school)] as const) {
    levels.set(measure, hideLevels({ school, shown }, measure));
    yield;
  }
  const report = ({ group, sex, cohort }: Told): GroupReport => {
    const tests = sex === null ? group.tests : ofSex(group.tests, sex);
    const state = shown.get(group);
    const suppressed = (sex === null ? state?.hidden : state?.bySex) ?? null;
    const at = { group: keyOf(group, sex), suppressed };
    if (suppressed !== null) return { ...at, pupils: null, total: null, levels: null, items: [] };
    if (tests.length === 0) return { ...at, pupils: 0, total: null, levels: null, items: [] };
    const countsOf = (measure: Measure) => {
      const hidden = levels.get(measure)?.(group, sex);
      return hidden === undefined ? null : levelCounts(tests, { measure, hidden });
    };
    return {
      ...at,
      pupils: tests.length,
      total: meanOf(tests.map(({ total }) => total)),
      levels: countsOf('total'),
      items: commonItems(tests).map((item) => ({
        ...distribution(tests, item),
        levels: countsOf(item),
        drag: dragOf({ tests, cohort, item }),
      })),
    };
  };
  yield report({ group: school, sex: null, cohort: null });
  for (const sex of SEXES) yield report({ group: school, sex, cohort: null });
  for (const grade of school.parts) {
    const whole = cohortOf(grade.tests);
    yield report({ group: grade, sex: null, cohort: null });
    for (const sex of SEXES) yield report({ group: grade, sex, cohort: whole });
    const bySex = SEXES.map((sex) => ({ sex, cohort: cohortOf(ofSex(grade.tests, sex)) }));
    for (const own of grade.parts) {
      if (own.nameless) continue;
      yield report({ group: own, sex: null, cohort: whole });
      // A class's boys are compared with the grade's boys.
      for (const { sex, cohort } of bySex) yield report({ group: own, sex, cohort });
    }
  }
}

interface Told {
  readonly group: YearGroup;
  readonly sex: Sex | null;
  /** What the group is compared with, itself included. */
  readonly cohort: Cohort | null;
}

/** What each item gives to the totals of a cohort; only items that all of it do. */
type Cohort = ReadonlyMap<ScoredItemKey, Moments>;

const cohortOf = (tests: readonly CompleteTest[]): Cohort =>
  new Map(commonItems(tests).map((item) => [item, pointsOf(tests, item)]));
const pointsOf = (tests: readonly CompleteTest[], item: ScoredItemKey): Moments =>
  momentsOf(tests.map((test) => test.items.get(item)?.points ?? 0));

/**
 * Points that an item costs a group's mean total beside the cohort: the cohort's mean of what the item gives to the
 * total, minus the group's. Over all items they sum to the difference of the mean totals.
 */
function dragOf({
  tests,
  cohort,
  item,
}: {
  readonly tests: readonly CompleteTest[];
  readonly cohort: Cohort | null;
  readonly item: ScoredItemKey;
}): ItemDistribution['drag'] {
  const whole = cohort?.get(item);
  return whole === undefined ? null : wholeMinusPart(whole, pointsOf(tests, item));
}

function distribution(
  tests: readonly CompleteTest[],
  item: ScoredItemKey,
): Pick<ItemDistribution, 'item' | 'mean' | 'percentiles'> {
  const values = tests.flatMap((test) => test.items.get(item)?.value ?? []);
  return { item, mean: meanOf(values), percentiles: percentilesOf(values) };
}
