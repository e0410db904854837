import type {
  AccountId,
  DecisionsRequest,
  DecisionsResponse,
  Instant,
  SchoolId,
  ScoredItemKey,
  SubjectId,
  TestDayId,
  TestDayPlan,
  TestDaySummary,
  TestDayTrace,
  TestDayView,
} from '@tizhi/contracts';
import type { RecordStore } from '@tizhi/storage';
import { notFound } from '../problem.ts';
import { createRosterCache } from '../school/roster-cache.ts';
import { dayView } from './day.ts';
import { createDayBook } from './day-book.ts';
import { decide, noTestDay } from './decide.ts';
import { savePlan } from './save-plan.ts';
import { traceDay } from './trace.ts';

/** Test days as the HTTP API has them, for a program that has the store itself. */
export interface TestDays {
  list(): Promise<TestDaySummary[]>;
  save(plan: TestDayPlan, account: AccountId | null): Promise<void>;
  /** Throws `TIZHI_NOT_FOUND`, as all below. */
  view(testDay: TestDayId): Promise<TestDayView>;
  decide(
    act: DecisionsRequest & { readonly testDay: TestDayId; readonly account: AccountId | null },
  ): Promise<DecisionsResponse>;
  trace(of: {
    readonly testDay: TestDayId;
    readonly subject: SubjectId;
    readonly item: ScoredItemKey;
  }): Promise<TestDayTrace>;
}

export function openTestDays(context: {
  readonly records: RecordStore;
  readonly school: SchoolId;
  readonly clock: () => Instant;
}): TestDays {
  const { records, clock } = context;
  const roster = createRosterCache(context);
  const book = createDayBook({ ...context, roster });
  const dayOf = async (testDay: TestDayId) => {
    const day = await book.day(testDay);
    if (day === undefined) throw noTestDay();
    return day;
  };
  return {
    list: () => book.list(),
    save: (plan, account) => savePlan({ book, records, roster, clock }, { plan, account }),
    view: async (testDay) => dayView(await dayOf(testDay), clock()),
    decide: (act) => decide({ book, records, clock }, act),
    async trace({ testDay, subject, item }) {
      const trace = await traceDay({ day: await dayOf(testDay), records, subject, item });
      if (trace === undefined) throw noSuchResult();
      return trace;
    },
  };
}

export const noSuchResult = () =>
  notFound({ zh: '该学生的这个项目', en: 'such pupil and item on this test day' });
