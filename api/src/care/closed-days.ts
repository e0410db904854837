import { setImmediate } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { foldTestDay, joinDays, type TestDayFold } from '@tizhi/analytics';
import {
  type FitnessTest,
  GRADES,
  type Instant,
  type SchoolId,
  type SubjectId,
  type TestDayId,
  type TestDayPlan,
} from '@tizhi/contracts';
import type { RecordStore } from '@tizhi/storage';
import { dateInChina } from '../national/date-in-china.ts';
import type { Roster, RosterCache } from '../school/roster-cache.ts';
import { inputOf } from '../test-day/day.ts';
import { type DaySources, lastEntryOf, loadSources, newsOf, pupilsOf } from '../test-day/day-sources.ts';
import { fitnessTestOf, schoolYearOf } from './fitness-test.ts';

/** Test days that histories are made of: more than a school holds in the nine years that a pupil is there. */
export const MAX_CLOSED_DAYS = 60;

export type TestsOfSubjects = ReadonlyMap<SubjectId, readonly FitnessTest[]>;

/** A day as it was folded last, and what it was folded from. */
interface Folded {
  readonly plan: TestDayPlan;
  readonly named: ReadonlySet<SubjectId>;
  readonly pupils: DaySources['pupils'];
  readonly lastEntry: number;
  readonly cursor: number;
  readonly fold: TestDayFold;
}

export interface ClosedDays {
  /** The official results of the school's closed test days, one test for each pupil and school year. */
  tests(): Promise<TestsOfSubjects>;
}

/**
 * Reads the school's own results anew whenever something of a day is new, and not otherwise. A day that is still
 * open says nothing yet: half a test is no test.
 */
export function createClosedDays({
  records,
  roster,
  school,
  clock,
}: {
  readonly records: RecordStore;
  readonly roster: RosterCache;
  readonly school: SchoolId;
  readonly clock: () => Instant;
}): ClosedDays {
  const folded = new Map<TestDayId, Folded>();
  const looked = new Map<TestDayId, { readonly lastEntry: number; readonly closed: boolean }>();
  let reading: Promise<TestsOfSubjects> | undefined;
  let last: { readonly folds: readonly Folded[]; readonly tests: TestsOfSubjects } | undefined;

  const fold = async (plan: TestDayPlan, now: Now): Promise<Folded> => {
    const known = folded.get(plan.testDay);
    if (
      known !== undefined &&
      isDeepStrictEqual(plan, known.plan) &&
      isDeepStrictEqual(pupilsThen(plan, { ...now, named: known.named }), known.pupils)
    ) {
      const news = await newsOf(records, known);
      if (news?.arrived.length === 0 && news.more.length === 0) {
        // The cursor alone moves: the same day, the same fold.
        Object.assign(known, { cursor: news.cursor });
        return known;
      }
    }
    const { sources, cursor } = await loadSources(records, { plan, people: now.people, history: [] });
    const named = subjectsIn(sources);
    const pupils = pupilsThen(plan, { ...now, named });
    const lastEntry = lastEntryOf(sources);
    return { plan, named, pupils, lastEntry, cursor, fold: foldTestDay(inputOf({ ...sources, pupils })) };
  };

  /** A day that runs is not folded here at all: it changes all the time. */
  const closedOnes = async (plans: readonly TestDayPlan[]): Promise<TestDayPlan[]> => {
    const closed: TestDayPlan[] = [];
    for (const plan of plans) {
      const before = looked.get(plan.testDay) ?? { lastEntry: 0, closed: false };
      const more = await records.testDays.entries(plan.testDay, before.lastEntry);
      const turn = more.findLast(
        ({ decision }) => decision.kind === 'closed' || decision.kind === 'reopened',
      );
      const now = {
        lastEntry: more.at(-1)?.entry ?? before.lastEntry,
        closed: turn === undefined ? before.closed : turn.decision.kind === 'closed',
      };
      looked.set(plan.testDay, now);
      if (now.closed) closed.push(plan);
    }
    return closed;
  };

  const read = async (): Promise<TestsOfSubjects> => {
    const plans = await closedOnes((await records.testDays.list(school)).slice(0, MAX_CLOSED_DAYS));
    const people = await roster.current();
    const year = schoolYearOf(dateInChina(clock()));
    const folds: Folded[] = [];
    for (const plan of plans) {
      const day = await fold(plan, { people, year });
      // A large day takes up to a second: others are served before the next one.
      if (folded.get(plan.testDay) !== day) await setImmediate();
      folded.set(plan.testDay, day);
      folds.push(day);
    }
    if (last !== undefined && sameFolds(last.folds, folds)) return last.tests;
    last = { folds, tests: joinYears(folds, people) };
    return last.tests;
  };

  return {
    tests() {
      reading ??= read().finally(() => {
        reading = undefined;
      });
      return reading;
    },
  };
}

interface Now {
  readonly people: Roster;
  /** The school year that the roster is of: the present one. */
  readonly year: number;
}

/**
 * Who was tested: the pupils of the plan's classes, and those whom the day names and who sit in another class by
 * now. The roster knows the present grades only: in an earlier school year each was so many grades lower.
 */
function pupilsThen(
  plan: TestDayPlan,
  { people, year, named }: Now & { readonly named: ReadonlySet<SubjectId> },
): DaySources['pupils'] {
  const inClasses = pupilsOf(plan, people);
  const there = new Set(inClasses.map(({ subject }) => subject));
  const moved = [...named].flatMap((subject) => {
    const pupil = there.has(subject) ? undefined : people.pupils.get(subject);
    const grade = pupil === undefined ? undefined : people.classes.get(pupil.class)?.grade;
    // Their card is not looked for: a day that names them needs none.
    return pupil === undefined || grade === undefined
      ? []
      : [{ subject, class: pupil.class, grade, sex: pupil.sex, tag: null }];
  });
  const ago = Math.max(0, year - plan.year);
  return [...inClasses, ...moved].flatMap((pupil) => {
    const grade = ago === 0 ? pupil.grade : GRADES[GRADES.indexOf(pupil.grade) - ago];
    return grade === undefined || (ago > 0 && pupil.grade.startsWith('u')) ? [] : [{ ...pupil, grade }];
  });
}

/** Everybody whom an attempt or a decision of the day names. */
function subjectsIn({ arrivals, entries }: DaySources): Set<SubjectId> {
  const named = new Set<SubjectId>();
  for (const { body } of arrivals.values()) if (body.subject !== null) named.add(body.subject);
  for (const { decision } of entries)
    if ('subject' in decision && decision.subject !== null) named.add(decision.subject);
  return named;
}

const sameFolds = (a: readonly Folded[], b: readonly Folded[]): boolean =>
  a.length === b.length && a.every((each, i) => each === b[i]);

function joinYears(folds: readonly Folded[], people: Roster): TestsOfSubjects {
  const tests = new Map<SubjectId, FitnessTest[]>();
  const byYear = Map.groupBy(folds, ({ plan }) => plan.year);
  for (const [year, days] of [...byYear].sort(([a], [b]) => a - b)) {
    const inOrder = days.toSorted((a, b) => (a.plan.date < b.plan.date ? -1 : 1));
    for (const view of joinDays(inOrder.map((day) => day.fold))) {
      const pupil = people.pupils.get(view.subject);
      const testedOn = inOrder.findLast(({ fold }) =>
        fold.pupils.some(({ subject }) => subject === view.subject),
      )?.plan.date;
      const test = pupil && testedOn && fitnessTestOf({ view, pupil, year, testedOn });
      if (test) tests.set(view.subject, [...(tests.get(view.subject) ?? []), test]);
    }
  }
  return tests;
}
