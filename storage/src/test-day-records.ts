import { setImmediate } from 'node:timers/promises';
import {
  type AttemptId,
  type Instant,
  TestDayDecision,
  type TestDayEntry,
  type TestDayId,
  TestDayPlan,
  TizhiError,
} from '@tizhi/contracts';
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import { takeArrivals } from './arrivals.ts';
import { attemptsOfDay } from './day-in-china.ts';
import { exportRecords } from './export-records.ts';
import type { StoredAttempt } from './record-store.ts';
import type { RecordDb, RecordTables } from './records-schema.ts';
import { scoredAttempts, toStoredAttempt } from './result-records.ts';
import { rollFollows, rollOf } from './roll-records.ts';
import { seenRecords } from './seen-records.ts';
import type { TestDayAct, TestDayRecords } from './test-day-store.ts';

/** Attempts of a day read at once. */
const PAGE = 500;

export function testDayRecords(db: RecordDb, { clock }: { readonly clock: () => Instant }): TestDayRecords {
  const find: TestDayRecords['find'] = async (testDay) => {
    const row = await db
      .selectFrom('test_day')
      .select('plan')
      .where('test_day', '=', testDay)
      .executeTakeFirst();
    return row === undefined ? undefined : toPlan(row);
  };
  return {
    ...seenRecords(db),
    ...exportRecords(db),
    async save(plan) {
      const columns = { school: plan.school, date: plan.date, plan: JSON.stringify(plan) };
      await db.transaction().execute(async (transaction) => {
        await transaction
          .insertInto('test_day')
          .values({ test_day: plan.testDay, ...columns })
          .onConflict((conflict) => conflict.column('test_day').doUpdateSet(columns))
          .execute();
        await rollFollows(transaction, { plan, now: clock() });
      });
    },
    find,
    roll: (testDay) => rollOf(db, testDay),
    async list(school) {
      const rows = await db
        .selectFrom('test_day')
        .select('plan')
        .where('school', '=', school)
        .orderBy('date', 'desc')
        .orderBy('test_day')
        .execute();
      return rows.map(toPlan);
    },
    appended: (testDay, request) => appended(db, testDay, request),
    append: async (act) => (await append(db, act)) ?? [],
    appendAfter: (act) => append(db, act),
    async entries(testDay, after = 0) {
      const rows = await db
        .selectFrom('test_day_entry')
        .selectAll()
        .where('test_day', '=', testDay)
        .where('entry', '>', after)
        .orderBy('entry')
        .execute();
      return rows.map(toEntry);
    },
    async entriesAbout(attempt) {
      const rows = await db
        .selectFrom('test_day_entry')
        .selectAll()
        .where('attempt', '=', attempt)
        .orderBy('entry')
        .execute();
      return rows.map(toEntry);
    },
    async attemptsOf(testDay) {
      const plan = await find(testDay);
      return plan === undefined ? [] : attemptsOf(db, plan);
    },
  };
}

/** `undefined`: `after` is given, and is not the last entry. */
async function append(
  db: RecordDb,
  act: TestDayAct & { readonly after?: number },
): Promise<TestDayEntry[] | undefined> {
  const { testDay, at, account, request, decisions, after } = act;
  if (decisions.length === 0) return [];
  return db.transaction().execute(async (transaction) => {
    const known = await transaction
      .selectFrom('test_day')
      .select('test_day')
      .where('test_day', '=', testDay)
      .executeTakeFirst();
    if (known === undefined) throw new TizhiError('TIZHI_NOT_FOUND', { what: `test day ${testDay}` });
    // First the counter, whose row only one act at a time has: the same act twice at once comes one by one.
    const first = await takeArrivals(transaction, decisions.length);
    if (request !== undefined) {
      const before = await appended(transaction, testDay, request);
      if (before !== undefined) return before;
    }
    if (after !== undefined && (await lastEntry(transaction, testDay)) !== after) return undefined;
    if (request !== undefined) {
      const span = { first_entry: first, last_entry: first + decisions.length - 1 };
      await transaction
        .insertInto('test_day_request')
        .values({ request, test_day: testDay, ...span })
        .execute();
    }
    const entries = decisions.map((decision, n) => ({ entry: first + n, testDay, at, account, decision }));
    for (const { entry, decision } of entries)
      await transaction
        .insertInto('test_day_entry')
        .values({
          ...{ entry, test_day: testDay, at, account },
          ...{ attempt: attemptIn(decision), decision: JSON.stringify(decision) },
        })
        .execute();
    return entries;
  });
}

async function lastEntry(db: RecordDb, testDay: TestDayId): Promise<number> {
  const row = await db
    .selectFrom('test_day_entry')
    .select('entry')
    .where('test_day', '=', testDay)
    .orderBy('entry', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.entry ?? 0;
}

async function appended(
  db: RecordDb,
  testDay: TestDayId,
  request: string,
): Promise<TestDayEntry[] | undefined> {
  const span = await db
    .selectFrom('test_day_request')
    .select(['first_entry', 'last_entry'])
    .where('test_day', '=', testDay)
    .where('request', '=', request)
    .executeTakeFirst();
  if (span === undefined) return undefined;
  const rows = await db
    .selectFrom('test_day_entry')
    .selectAll()
    .where('entry', '>=', span.first_entry)
    .where('entry', '<=', span.last_entry)
    .orderBy('entry')
    .execute();
  return rows.map(toEntry);
}

const attemptIn = (decision: TestDayDecision): AttemptId | null =>
  'attempt' in decision ? decision.attempt : null;

async function attemptsOf(db: RecordDb, plan: TestDayPlan): Promise<StoredAttempt[]> {
  const named = db
    .selectFrom('test_day_entry')
    .select('attempt')
    .where('test_day', '=', plan.testDay)
    .where('attempt', 'is not', null);
  const wanted = scoredAttempts(db)
    .where('attempt.school', '=', plan.school)
    .where((eb) =>
      eb.or([
        eb('attempt.attempt', 'in', named),
        ...(plan.stations.length === 0 ? [] : [attemptsOfDay(eb as never, plan)]),
      ]),
    )
    .orderBy('attempt.at')
    .orderBy('attempt.arrival');
  const found: StoredAttempt[] = [];
  let last: StoredAttempt | undefined;
  do {
    const page = last === undefined ? wanted : wanted.where(after(last));
    const rows = await page.limit(PAGE).execute();
    found.push(...rows.map(toStoredAttempt));
    last = rows.length < PAGE ? undefined : found.at(-1);
    // SQLite answers on this thread: others are served between two pages.
    await setImmediate();
  } while (last !== undefined);
  return found;
}

/** What comes after an attempt in the order of time and arrival. */
const after =
  ({ body, arrival }: StoredAttempt) =>
  (eb: ExpressionBuilder<RecordTables, 'attempt'>): Expression<SqlBool> =>
    eb.or([
      eb('attempt.at', '>', body.at),
      eb.and([eb('attempt.at', '=', body.at), eb('attempt.arrival', '>', arrival)]),
    ]);

const toPlan = ({ plan }: Pick<RecordTables['test_day'], 'plan'>): TestDayPlan =>
  TestDayPlan.parse(JSON.parse(plan));

const toEntry = (row: RecordTables['test_day_entry']): TestDayEntry => ({
  entry: row.entry,
  testDay: row.test_day,
  at: row.at,
  account: row.account,
  decision: TestDayDecision.parse(JSON.parse(row.decision)),
});
