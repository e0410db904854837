import type {
  AccountId,
  ClassId,
  DecisionsRequest,
  DecisionsResponse,
  Instant,
  ItemKey,
  SchoolId,
  ScoredItemKey,
  SeenResponse,
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
import { type Shown, sightsOf } from './seen-log.ts';
import { whoSaw } from './seen-view.ts';
import { traceDay } from './trace.ts';

/** Test days as the HTTP API has them, for a program that has the store itself. */
export interface TestDays {
  list(): Promise<TestDaySummary[]>;
  save(plan: TestDayPlan, account: AccountId | null): Promise<void>;
  /** Throws `TIZHI_NOT_FOUND`, as all below. Whoever is shown it is noted; `null`: somebody who did not say who. */
  view(testDay: TestDayId, account: AccountId | null, inClass?: ClassId): Promise<TestDayView>;
  decide(
    act: DecisionsRequest & { readonly testDay: TestDayId; readonly account: AccountId | null },
  ): Promise<DecisionsResponse>;
  trace(of: {
    readonly testDay: TestDayId;
    readonly subject: SubjectId;
    readonly item: ScoredItemKey;
    readonly account: AccountId | null;
  }): Promise<TestDayTrace>;
  /** Who was shown which value of a pupil's item. */
  seen(of: {
    readonly testDay: TestDayId;
    readonly subject: SubjectId;
    readonly item: ItemKey;
  }): Promise<SeenResponse['seen']>;
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
  const note = (testDay: TestDayId, account: AccountId | null, pupils: Shown['pupils']) =>
    records.testDays.noteSeen(sightsOf({ at: clock(), account, testDay, pupils }));
  return {
    list: () => book.list(),
    save: (plan, account) => savePlan({ book, records, roster, clock }, { plan, account }),
    async view(testDay, account, inClass) {
      const view = dayView(await dayOf(testDay), clock(), inClass);
      await note(testDay, account, view.pupils);
      return view;
    },
    decide: (act) => decide({ book, records, clock }, act),
    async trace({ testDay, subject, item, account }) {
      const day = await dayOf(testDay);
      const trace = await traceDay({ day, records, subject, item });
      if (trace === undefined) throw noSuchResult();
      await note(
        testDay,
        account,
        day.pupils.filter((pupil) => pupil.subject === subject),
      );
      return trace;
    },
    seen: async ({ testDay, subject, item }) => {
      const day = await dayOf(testDay);
      if (day.pupils.every((pupil) => pupil.subject !== subject)) throw noSuchResult();
      return whoSaw({ day, records, subject, item });
    },
  };
}

export const noSuchResult = () =>
  notFound({ zh: '该学生的这个项目', en: 'such pupil and item on this test day' });
