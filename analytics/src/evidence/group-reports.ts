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
import { meanOf, wholeMinusPart } from './mean.ts';
import { percentilesOf } from './percentiles.ts';
import { commonItems, itemsOfYear, keyOf, ofSex, type YearGroup } from './year-groups.ts';

/** The reports of every group of a year: the school, then each grade followed by its classes, each also by sex. */
export function groupReports(school: YearGroup): readonly GroupReport[] {
  const shown = hideGroups(school);
  const levels = new Map<Measure, LevelsShown>(
    (['total', ...itemsOfYear(school)] as const).map((measure) => [
      measure,
      hideLevels({ school, shown }, measure),
    ]),
  );
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
    const inCohort = cohort === null ? [] : commonItems(cohort);
    return {
      ...at,
      pupils: tests.length,
      total: meanOf(tests.map(({ total }) => total)),
      levels: countsOf('total'),
      items: commonItems(tests).map((item) => ({
        ...distribution(tests, item),
        levels: countsOf(item),
        drag: cohort === null || !inCohort.includes(item) ? null : dragOf({ tests, cohort, item }),
      })),
    };
  };
  const bothAndEach = (group: YearGroup, cohort: YearGroup | null): GroupReport[] => [
    report({ group, sex: null, cohort: cohort?.tests ?? null }),
    ...SEXES.map((sex) =>
      // A class's boys are compared with the grade's boys, a grade's boys with the whole grade.
      report({ group, sex, cohort: cohort === null ? group.tests : ofSex(cohort.tests, sex) }),
    ),
  ];
  return [
    ...bothAndEach(school, null),
    ...school.parts.flatMap((grade) => [
      ...bothAndEach(grade, null),
      ...grade.parts.filter(({ nameless }) => !nameless).flatMap((own) => bothAndEach(own, grade)),
    ]),
  ];
}

interface Told {
  readonly group: YearGroup;
  readonly sex: Sex | null;
  /** What the group is compared with, itself included. */
  readonly cohort: readonly CompleteTest[] | null;
}

function distribution(
  tests: readonly CompleteTest[],
  item: ScoredItemKey,
): Pick<ItemDistribution, 'item' | 'mean' | 'percentiles'> {
  const values = tests.flatMap((test) => test.items.get(item)?.value ?? []);
  return { item, mean: meanOf(values), percentiles: percentilesOf(values) };
}

/**
 * Points that an item costs a group's mean total beside the cohort: the cohort's mean of what the item gives to the
 * total, minus the group's. Over all items they sum to the difference of the mean totals.
 */
function dragOf(of: {
  readonly tests: readonly CompleteTest[];
  readonly cohort: readonly CompleteTest[];
  readonly item: ScoredItemKey;
}): ItemDistribution['drag'] {
  const inside = new Set(of.tests);
  const points = (tests: readonly CompleteTest[]) =>
    tests.flatMap((test) => test.items.get(of.item)?.points ?? []);
  return wholeMinusPart(points(of.tests), points(of.cohort.filter((test) => !inside.has(test))));
}
