import { setImmediate } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { foldTestDay, joinDays, type TestDayFold } from '@tizhi/analytics';
import type { FitnessTest, SchoolId, SubjectId, TestDayId, TestDayPlan } from '@tizhi/contracts';
import type { RecordStore } from '@tizhi/storage';
import type { Roster, RosterCache } from '../school/roster-cache.ts';
import { inputOf } from '../test-day/day.ts';
import { type DaySources, lastEntryOf, loadSources, newsOf, personsOf } from '../test-day/day-sources.ts';
import { fitnessTestOf } from './fitness-test.ts';

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
}: {
  readonly records: RecordStore;
  readonly roster: RosterCache;
  readonly school: SchoolId;
}): ClosedDays {
  const folded = new Map<TestDayId, Folded>();
  const looked = new Map<TestDayId, { readonly lastEntry: number; readonly closed: boolean }>();
  let reading: Promise<TestsOfSubjects> | undefined;
  let last: { readonly folds: readonly Folded[]; readonly tests: TestsOfSubjects } | undefined;

  const fold = async (plan: TestDayPlan, people: Roster): Promise<Folded> => {
    const known = folded.get(plan.testDay);
    const { pupils } = await personsOf(records, plan, people);
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
    const folds: Folded[] = [];
    for (const plan of plans) {
      const day = await fold(plan, people);
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
