import { foldSteps, type KnownClass, type PupilToExport, pupilsOfDays } from '@tizhi/analytics';
import {
  type ClassId,
  type PupilDayView,
  type SchoolId,
  type SubjectId,
  type TestDayId,
  type TestDayPlan,
  TizhiError,
} from '@tizhi/contracts';
import type { RecordStore, RollPlace } from '@tizhi/storage';

import { unhurried } from '../unhurried.ts';

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
  /** The days that it comes from, with the pupils of the file: whoever gets the file sees their values. */
  readonly shown: readonly { readonly testDay: TestDayId; readonly pupils: readonly PupilDayView[] }[];
}

/** The pupils of a scope with their official results, derived anew from attempts and decisions. Throws `TIZHI_NOT_FOUND`. */
export async function nationalData(records: RecordStore, scope: NationalScope): Promise<NationalData> {
  const plans = await plansOf(records, scope);
  const roster = await records.roster.pupils(scope.school);
  const people = new Map(roster.map((pupil) => [pupil.subject, pupil]));
  /** Where each pupil sat, on the latest of the days. */
  const places = new Map<SubjectId, RollPlace>();
  const days: (readonly PupilDayView[])[] = [];
  for (const plan of plans) {
    const roll = await records.testDays.roll(plan.testDay);
    for (const place of roll) places.set(place.subject, place);
    const tested = roll.flatMap(({ subject, class: own, grade }) => {
      const pupil = people.get(subject);
      return pupil === undefined ? [] : [{ subject, class: own, grade, sex: pupil.sex, tag: pupil.tag }];
    });
    const attempts = await records.testDays.attemptsOf(plan.testDay);
    const { pupils: views } = await unhurried(
      foldSteps({
        plan,
        pupils: tested,
        attempts: attempts.map(({ body }) => body),
        entries: await records.testDays.entries(plan.testDay),
        history: [],
      }),
    );
    days.push(views);
  }
  const all = classesOn(places.values(), await records.roster.classes(scope.school));
  const classes = all.filter((own) => isWanted(own, scope));
  const known = scope.classes.every((wanted) => classes.some((own) => isNamed(own, wanted)));
  if (!known || classes.length === 0)
    throw new TizhiError('TIZHI_NOT_FOUND', {
      what: `class 班级 ${scope.classes.join(', ')} in these test days (${all.map(({ name }) => name).join(', ')})`,
    });
  const inFile = new Set(classes.map((own) => own.class));
  const pupils = [...places.values()].flatMap(({ subject, class: own, seat }) => {
    const pupil = people.get(subject);
    return pupil === undefined ? [] : [{ ...pupil, class: own, seat }];
  });
  return {
    year: plans[0]?.year ?? 0,
    testDay: 'testDay' in scope.of ? scope.of.testDay : null,
    classes: [...inFile],
    pupils: pupilsOfDays({ classes, pupils, days }),
    shown: plans.map(({ testDay }, at) => ({
      testDay,
      pupils: (days[at] ?? []).filter((view) => inFile.has(places.get(view.subject)?.class ?? view.class)),
    })),
  };
}

/** The classes as they were on the day. A number that was not known then may have come with a later list. */
function classesOn(places: Iterable<RollPlace>, today: readonly KnownClass[]): KnownClass[] {
  const codes = new Map(today.map((own) => [own.class, own.nationalCode]));
  const classes = new Map<ClassId, KnownClass>();
  for (const { class: id, className, nationalCode, grade } of places) {
    const code = nationalCode ?? codes.get(id);
    const own = { class: id, name: className, grade };
    classes.set(id, code === undefined ? own : { ...own, nationalCode: code });
  }
  return [...classes.values()];
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
