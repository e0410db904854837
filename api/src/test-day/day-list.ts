import { isDeepStrictEqual } from 'node:util';
import { foldSteps } from '@tizhi/analytics';
import type { SchoolId, TestDayId, TestDayPlan, TestDaySummary } from '@tizhi/contracts';
import type { RecordStore } from '@tizhi/storage';
import type { RosterCache } from '../school/roster-cache.ts';
import { unhurried } from '../unhurried.ts';
import { daySummary, inputOf } from './day.ts';
import { lastEntryOf, loadSources, newsOf, personsOf } from './day-sources.ts';

/** Test days in the list, the newest first. */
export const MAX_DAYS_LISTED = 50;

/** The counts of a day, and what they were counted from: not the day itself, for there are many. */
interface Listed {
  readonly plan: TestDayPlan;
  readonly people: string;
  readonly lastEntry: number;
  readonly cursor: number;
  readonly summary: TestDaySummary;
}

/** Gives the last {@link MAX_DAYS_LISTED} test days with their counts; counts again only what changed. */
export function createDayList({
  records,
  roster,
  school,
}: {
  readonly records: RecordStore;
  readonly roster: RosterCache;
  readonly school: SchoolId;
}): () => Promise<TestDaySummary[]> {
  const listed = new Map<TestDayId, Listed>();

  const count = async (plan: TestDayPlan): Promise<Listed> => {
    const roll = await roster.current();
    const { pupils } = await personsOf(records, plan, roll);
    const people = pupils.map(({ subject, grade, sex }) => `${subject}/${grade}/${sex}`).join();
    const known = listed.get(plan.testDay);
    if (known !== undefined && known.people === people && isDeepStrictEqual(known.plan, plan)) {
      const news = await newsOf(records, known);
      if (news?.arrived.length === 0 && news.more.length === 0) return { ...known, cursor: news.cursor };
    }
    const { sources, cursor } = await loadSources(records, { plan, people: roll, history: [] });
    const summary = daySummary(plan, await unhurried(foldSteps(inputOf(sources))));
    return { plan, people, lastEntry: lastEntryOf(sources), cursor, summary };
  };

  return async () => {
    const plans = (await records.testDays.list(school)).slice(0, MAX_DAYS_LISTED);
    const summaries: TestDaySummary[] = [];
    for (const plan of plans) {
      const counted = await count(plan);
      listed.set(plan.testDay, counted);
      summaries.push(counted.summary);
    }
    return summaries;
  };
}
