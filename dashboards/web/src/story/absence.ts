import type { ItemKey, NotMeasured, ScoredItemKey, StoryResponse, TestStanding } from '@tizhi/contracts';

/** Whether a result is still owed: exempt never is, deferred is later, and anything else is now. */
export type Absence = 'exempt' | 'deferred' | 'missing';

type Tests = Pick<StoryResponse, 'tests'>;

/** Why one test has no value of an item; the body-mass index lacks what its height or weight lacks. */
export function itemAbsence(
  { tests }: Tests,
  { schoolYear, item }: { readonly schoolYear: number; readonly item: ScoredItemKey },
): Absence {
  const test = tests.find((each) => each.schoolYear === schoolYear);
  if (test === undefined) return 'missing';
  const parts: readonly ItemKey[] = item === 'bmi' ? ['height', 'weight'] : [item];
  return together(
    parts.flatMap((part) => (test.values[part] === undefined ? [absenceOf(test.notMeasured[part])] : [])),
  );
}

/** Why a test has no total, from all the items it lacks. */
export const totalAbsence = (story: Tests, { schoolYear, items }: TestStanding): Absence =>
  together(
    items.flatMap(({ item, value }) => (value === null ? [itemAbsence(story, { schoolYear, item })] : [])),
  );

const absenceOf = (why: NotMeasured | undefined): Absence =>
  why === 'exempt' || why === 'deferred' ? why : 'missing';

/** What is owed soonest decides; nothing said is nothing excused. */
function together(parts: readonly Absence[]): Absence {
  if (parts.length === 0 || parts.includes('missing')) return 'missing';
  return parts.includes('deferred') ? 'deferred' : 'exempt';
}
