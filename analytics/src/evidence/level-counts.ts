import { BmiLevel, Level, type LevelCounts, type ScoredItemKey, SEXES, type Sex } from '@tizhi/contracts';
import type { CompleteTest } from './complete-test.ts';
import type { GroupShown, GroupSize } from './hide-groups.ts';
import { type HiddenLevels, hideBlock, hideBySex, hideRow, type LevelVector } from './hide-levels.ts';
import { commonItems, ofSex, type YearGroup } from './year-groups.ts';

/** What is told by level: the annual total, or an item. */
export type Measure = ScoredItemKey | 'total';

/** The levels of a measure, the best first (of the body-mass index: the normal one). */
export const levelsOf = (measure: Measure): readonly (Level | BmiLevel)[] =>
  measure === 'bmi' ? BmiLevel.options : Level.options;

/** Hidden levels of a group, of both sexes or one; absent: the measure is not told of it. */
export type LevelsShown = (group: YearGroup, sex: Sex | null) => HiddenLevels | undefined;

/**
 * Chooses which levels of one measure are shown in a year: for the school, its grades, and both by sex. A class gets
 * none: of 45 pupils on four levels most cells are small, and class by level beside class by sex and grade by sex
 * by level would let cells be worked out that no simple rule finds.
 */
export function hideLevels(
  { school, shown }: { readonly school: YearGroup; readonly shown: ReadonlyMap<GroupSize, GroupShown> },
  measure: Measure,
): LevelsShown {
  const found = new Map<string, HiddenLevels>();
  const tell = (group: YearGroup, sex: Sex | null, hidden: HiddenLevels) =>
    found.set(placeOf(group, sex), hidden);
  const told = (tests: readonly CompleteTest[]) =>
    tests.length > 0 && (measure === 'total' || commonItems(tests).includes(measure));
  const vector = (tests: readonly CompleteTest[]) => vectorOf(tests, measure);
  const open = school.parts.filter((grade) => shown.get(grade)?.hidden === null);

  if (told(school.tests) && shown.get(school)?.hidden === null) {
    const ofSchool = hideRow(vector(school.tests));
    tell(school, null, ofSchool);
    // Grades that are not shown are one more row: what the shown ones leave of the school.
    const rest = school.parts.filter((grade) => !open.includes(grade)).flatMap(({ tests }) => tests);
    const rows = hideBlock([...open.map(({ tests }) => vector(tests)), vector(rest)], ofSchool);
    open.forEach((grade, at) => void tell(grade, null, rows[at] ?? new Set()));
  } else for (const grade of open) if (told(grade.tests)) tell(grade, null, hideRow(vector(grade.tests)));

  for (const grade of open) {
    if (shown.get(grade)?.bySex !== null) continue;
    const [male, female] = [ofSex(grade.tests, 'male'), ofSex(grade.tests, 'female')];
    const hidden = found.get(placeOf(grade, null));
    const unsplit =
      hidden === undefined ? undefined : hideBySex({ male: vector(male), female: vector(female), hidden });
    for (const [sex, tests] of [
      ['male', male],
      ['female', female],
    ] as const)
      if (told(tests)) tell(grade, sex, unsplit ?? hideRow(vector(tests)));
  }
  // The school by sex says no more than its grades by sex together, so there is nothing to subtract.
  if (shown.get(school)?.bySex === null)
    for (const sex of SEXES) {
      if (!told(ofSex(school.tests, sex))) continue;
      const ofGrades = school.parts
        .filter(({ tests }) => ofSex(tests, sex).length > 0)
        .map((grade) => found.get(placeOf(grade, sex)) ?? new Set(levelsOf(measure).keys()));
      tell(school, sex, new Set(ofGrades.flatMap((hidden) => [...hidden])));
    }
  return (group, sex) => found.get(placeOf(group, sex));
}

const placeOf = ({ grade, class: id }: YearGroup, sex: Sex | null): string => `${grade}/${id}/${sex}`;

const levelOf = (test: CompleteTest, measure: Measure): Level | BmiLevel | undefined =>
  measure === 'total' ? test.level : test.items.get(measure)?.level;

function vectorOf(tests: readonly CompleteTest[], measure: Measure): LevelVector {
  const counts = new Map<Level | BmiLevel | undefined, number>();
  for (const test of tests) {
    const level = levelOf(test, measure);
    counts.set(level, (counts.get(level) ?? 0) + 1);
  }
  return levelsOf(measure).map((level) => counts.get(level) ?? 0);
}

/** The counts as they are shown. */
export function levelCounts(
  tests: readonly CompleteTest[],
  { measure, hidden }: { readonly measure: Measure; readonly hidden: HiddenLevels },
): LevelCounts {
  const counts = vectorOf(tests, measure);
  return Object.fromEntries(
    levelsOf(measure).map((level, place) => [level, hidden.has(place) ? null : (counts[place] ?? 0)]),
  );
}
