import { foldTestDay, type PupilToExport, pupilsOfDays } from '@tizhi/analytics';
import { type ClassId, type SchoolId, type TestDayId, type TestDayPlan, TizhiError } from '@tizhi/contracts';
import type { RecordStore } from '@tizhi/storage';

/** What a national export covers: one test day, or all of a school year; all its classes, or some. */
export interface NationalScope {
  readonly school: SchoolId;
  readonly of: { readonly testDay: TestDayId } | { readonly year: number };
  /** Ids or names; empty: all classes of the test days. */
  readonly classes: readonly string[];
}

export interface NationalData {
  readonly year: number;
  readonly testDay: TestDayId | null;
  /** Classes in the file. */
  readonly classes: readonly ClassId[];
  readonly pupils: readonly PupilToExport[];
}

/** The pupils of a scope with their official results, derived anew from attempts and decisions. Throws `TIZHI_NOT_FOUND`. */
export async function nationalData(records: RecordStore, scope: NationalScope): Promise<NationalData> {
  const plans = await plansOf(records, scope);
  const planned = new Set(plans.flatMap(({ classes }) => classes));
  const all = await records.roster.classes(scope.school);
  const classes = all.filter((own) => planned.has(own.class) && isWanted(own, scope));
  const known = scope.classes.every((wanted) => classes.some((own) => isNamed(own, wanted)));
  if (!known || classes.length === 0)
    throw new TizhiError('TIZHI_NOT_FOUND', {
      what: `class 班级 ${scope.classes.join(', ')} in these test days (${all.map(({ name }) => name).join(', ')})`,
    });
  const inFile = new Set(classes.map((own) => own.class));
  const pupils = await records.roster.pupils(scope.school);
  const grades = new Map(all.map((own) => [own.class, own.grade] as const));
  const days = [];
  for (const plan of plans) {
    const tested = pupils.flatMap(({ subject, class: own, sex, tag }) => {
      const grade = grades.get(own);
      return grade === undefined || !plan.classes.includes(own)
        ? []
        : [{ subject, class: own, grade, sex, tag }];
    });
    const attempts = await records.testDays.attemptsOf(plan.testDay);
    const { pupils: views } = foldTestDay({
      plan,
      pupils: tested,
      attempts: attempts.map(({ body }) => body),
      entries: await records.testDays.entries(plan.testDay),
      history: [],
    });
    days.push(views);
  }
  return {
    year: plans[0]?.year ?? 0,
    testDay: 'testDay' in scope.of ? scope.of.testDay : null,
    classes: [...inFile],
    pupils: pupilsOfDays({ classes, pupils, days }),
  };
}

/** The test days, the earliest first. */
async function plansOf({ testDays }: RecordStore, { school, of }: NationalScope): Promise<TestDayPlan[]> {
  const plans = await testDays.list(school);
  const wanted = plans.filter((plan) => ('year' in of ? plan.year === of.year : plan.testDay === of.testDay));
  if (wanted.length === 0)
    throw new TizhiError('TIZHI_NOT_FOUND', {
      what:
        'year' in of ? `test day 体测日 in the school year ${of.year}` : `test day 体测日 "${of.testDay}"`,
    });
  return wanted.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}

interface Named {
  readonly class: ClassId;
  readonly name: string;
}
const isNamed = (own: Named, wanted: string): boolean => own.class === wanted || own.name === wanted;
const isWanted = (own: Named, { classes }: NationalScope): boolean =>
  classes.length === 0 || classes.some((wanted) => isNamed(own, wanted));
