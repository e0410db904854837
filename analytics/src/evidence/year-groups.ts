import {
  type ClassId,
  GRADES,
  type Grade,
  type GroupKey,
  type ScoredItemKey,
  SEXES,
  type Sex,
} from '@tizhi/contracts';
import { itemsOf } from '../standard/index.ts';
import type { CompleteTest } from './complete-test.ts';
import type { GroupSize } from './hide-groups.ts';

/** The school, a grade or a class in one school year, with its tests. */
export interface YearGroup extends GroupSize {
  readonly schoolYear: number;
  readonly grade: Grade | null;
  readonly class: ClassId | null;
  readonly tests: readonly CompleteTest[];
  readonly parts: readonly YearGroup[];
}

/** The groups of one school year's tests: the school, its grades in order, their classes by id. */
export function yearGroups(schoolYear: number, tests: readonly CompleteTest[]): YearGroup {
  const byGrade = Map.groupBy(tests, ({ grade }) => grade);
  const grades = GRADES.flatMap((grade) => {
    const own = byGrade.get(grade);
    if (own === undefined) return [];
    const classes = [...Map.groupBy(own, (test) => test.class)]
      .sort(([a], [b]) => ((a ?? '') < (b ?? '') ? -1 : 1))
      .map(([id, members]) => groupOf({ schoolYear, grade, class: id, tests: members, parts: [] }));
    return [groupOf({ schoolYear, grade, class: null, tests: own, parts: classes })];
  });
  return groupOf({ schoolYear, grade: null, class: null, tests, parts: grades });
}

type Made = Omit<YearGroup, 'male' | 'female' | 'nameless'>;

function groupOf(made: Made): YearGroup {
  const male = ofSex(made.tests, 'male').length;
  const nameless = made.grade !== null && made.parts.length === 0 && made.class === null;
  return { ...made, male, female: made.tests.length - male, nameless };
}

export const ofSex = (tests: readonly CompleteTest[], sex: Sex): readonly CompleteTest[] =>
  tests.filter((test) => test.sex === sex);

export const keyOf = ({ schoolYear, grade, class: id }: YearGroup, sex: Sex | null): GroupKey => ({
  schoolYear,
  grade,
  class: id,
  sex,
});

/** Items that every one of these pupils must do, in the order of the weights table. */
export function commonItems(tests: readonly CompleteTest[]): readonly ScoredItemKey[] {
  const kinds = new Map<string, CompleteTest>();
  for (const each of tests) kinds.set(each.grade + each.sex, each);
  const [first, ...others] = [...kinds.values()].map(({ grade, sex }) =>
    itemsOf(grade, sex).map(({ item }) => item),
  );
  return (first ?? []).filter((item) => others.every((items) => items.includes(item)));
}

/** Every item that anybody of the year did. */
export const itemsOfYear = ({ parts }: YearGroup): readonly ScoredItemKey[] => [
  ...new Set(parts.flatMap(({ tests }) => SEXES.flatMap((sex) => commonItems(ofSex(tests, sex))))),
];
