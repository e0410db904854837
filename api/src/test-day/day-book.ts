import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { type EarlierResult, foldSteps } from '@tizhi/analytics';
import type { SchoolId, TestDayId, TestDayPlan, TestDaySummary } from '@tizhi/contracts';
import type { RecordStore } from '@tizhi/storage';
import type { RosterCache } from '../school/roster-cache.ts';
import { unhurried } from '../unhurried.ts';
import { type Day, inputOf, makeDay } from './day.ts';
import { createDayList } from './day-list.ts';
import { advanceSources, loadSources, personsOf, type ReadSources } from './day-sources.ts';

/** Test days kept whole in memory; a school works on one or two. The one used longest ago goes first. */
export const MAX_DAYS_KEPT = 4;
/** Earlier test days that say what a pupil reached before: the last three terms. */
const EARLIER_DAYS = 3;

export interface DayBook {
  /** As it stands now, with everything that is stored; `undefined`: no such test day at this school. */
  day(testDay: TestDayId): Promise<Day | undefined>;
  /** Runs `work` while nobody else in this process changes or reads this day; spares other processes' acts a second judging. */
  alone<T>(testDay: TestDayId, work: (read: () => Promise<Day | undefined>) => Promise<T>): Promise<T>;
  /** The last test days, newest first. */
  list(): Promise<TestDaySummary[]>;
}

interface Kept extends ReadSources {
  readonly day: Day;
}

/**
 * The test days of a school, derived from what is stored and from nothing else. A day is folded again whenever
 * something of it is new (attempts that arrived, decisions of whatever process, the roster), and not otherwise.
 */
export function createDayBook({
  records,
  roster,
  school,
}: {
  readonly records: RecordStore;
  readonly roster: RosterCache;
  readonly school: SchoolId;
}): DayBook {
  const kept = new Map<TestDayId, Kept>();
  const turns = new Map<TestDayId, Promise<unknown>>();
  /** Versions of another run of the server are never taken for ours. */
  const run = randomUUID().slice(0, 8);
  let versions = 0;

  const alone: DayBook['alone'] = (testDay, work) => {
    const before = turns.get(testDay) ?? Promise.resolve();
    const mine = before.then(() => work(() => read(testDay)));
    const done = mine.catch(() => undefined);
    turns.set(testDay, done);
    void done.then(() => turns.get(testDay) === done && turns.delete(testDay));
    return mine;
  };

  const readPlan = async (testDay: TestDayId): Promise<TestDayPlan | undefined> => {
    const plan = await records.testDays.find(testDay);
    return plan?.school === school ? plan : undefined;
  };

  const read = async (testDay: TestDayId): Promise<Day | undefined> => {
    const plan = await readPlan(testDay);
    if (plan === undefined) return undefined;
    const people = await roster.current();
    const known = kept.get(testDay);
    const fresh =
      known !== undefined && isDeepStrictEqual(plan, known.sources.plan)
        ? await advanceSources(records, { known, people })
        : await loadSources(records, { plan, people, history: await earlierResults(plan) });
    const day =
      known?.sources === fresh.sources
        ? known.day
        : await makeDay({ sources: fresh.sources, version: nextVersion() });
    kept.delete(testDay);
    kept.set(testDay, { ...fresh, day });
    for (const oldest of kept.keys()) {
      if (kept.size <= MAX_DAYS_KEPT) break;
      kept.delete(oldest);
    }
    return day;
  };
  const nextVersion = (): string => {
    versions += 1;
    return `${run}-${versions}`;
  };

  /** What the pupils of this plan reached on the school's test days before. */
  const earlierResults = async (plan: TestDayPlan): Promise<EarlierResult[]> => {
    const people = await roster.current();
    const { roll } = await personsOf(records, plan, people);
    const before = (await records.testDays.list(school)).filter(({ date }) => date < plan.date);
    const results: EarlierResult[] = [];
    for (const earlier of before.slice(0, EARLIER_DAYS)) {
      const { sources } = await loadSources(records, { plan: earlier, people, history: [] });
      const { pupils } = await unhurried(foldSteps(inputOf(sources)));
      results.push(...officialResults(pupils.filter(({ subject }) => roll.has(subject))));
    }
    return results;
  };

  return {
    alone,
    day: (testDay) => alone(testDay, (now) => now()),
    list: createDayList({ records, roster, school }),
  };
}

function officialResults(pupils: Day['fold']['pupils']): EarlierResult[] {
  return pupils.flatMap(({ subject, results }) =>
    results.flatMap(({ item, value, attempt, attempts }) => {
      const at = attempts.find((each) => each.attempt === attempt)?.at;
      return value === null || at === undefined ? [] : [{ subject, item, value, at }];
    }),
  );
}
