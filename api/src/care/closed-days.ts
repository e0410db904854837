import { setImmediate } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { foldTestDay, joinDays, type TestDayFold } from '@tizhi/analytics';
import {
  type FitnessTest,
  GRADES,
  type Grade,
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

  const fold = async (plan: TestDayPlan, { people, year }: Now): Promise<Folded> => {
    const known = folded.get(plan.testDay);
    const pupils = asInYear(pupilsOf(plan, people), { planned: plan.year, now: year });
    if (
      known !== undefined &&
      isDeepStrictEqual(plan, known.plan) &&
      isDeepStrictEqual(pupils, known.pupils)
    ) {
      const news = await newsOf(records, known);
      if (news?.arrived.length === 0 && news.more.length === 0) {
        // The cursor alone moves: the same day, the same fold.
        Object.assign(known, { cursor: news.cursor });
        return known;
      }
    }
    const { sources, cursor } = await loadSources(records, { plan, people, history: [] });
    const input = inputOf({ ...sources, pupils });
    return { plan, pupils, lastEntry: lastEntryOf(sources), cursor, fold: foldTestDay(input) };
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

/** The roster knows the present grades only: in an earlier school year each pupil was so many grades lower. */
function asInYear(
  pupils: DaySources['pupils'],
  { planned, now }: { readonly planned: number; readonly now: number },
): DaySources['pupils'] {
  if (planned >= now) return pupils;
  return pupils.flatMap((pupil) => {
    const grade: Grade | undefined = GRADES[GRADES.indexOf(pupil.grade) - (now - planned)];
    return grade === undefined || pupil.grade.startsWith('u') ? [] : [{ ...pupil, grade }];
  });
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
