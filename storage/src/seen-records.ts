import type { RecordDb, RecordTables } from './records-schema.ts';
import { SIGHT_STEP_MS, type Sight, type TestDayRecords } from './test-day-store.ts';

/** Rows in one statement: 8 parameters each, far below what either database takes. */
const ROWS_AT_ONCE = 500;
/** No test day, no account: a key has no null. */
const NONE = '' as const;

/** Who was shown which value. */
export function seenRecords(db: RecordDb): Pick<TestDayRecords, 'noteSeen' | 'whoSaw'> {
  return {
    async noteSeen(sights) {
      // One statement must not touch a row twice, and sorted rows are locked in one order by everybody.
      const rows = [...new Map(sights.map((sight) => [keyOf(sight), sight]))]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, sight]) => toRow(sight));
      for (let at = 0; at < rows.length; at += ROWS_AT_ONCE)
        await db
          .insertInto('seen')
          .values(rows.slice(at, at + ROWS_AT_ONCE))
          .onConflict((conflict) =>
            conflict
              .columns(['test_day', 'subject', 'item', 'account', 'attempt', 'value'])
              .doUpdateSet((eb) => ({ last_at: eb.ref('excluded.last_at') }))
              .whereRef('seen.last_at', '<=', (eb) => eb('excluded.last_at', '-', SIGHT_STEP_MS)),
          )
          .execute();
    },
    async whoSaw({ testDay, subject, item }) {
      const rows = await db
        .selectFrom('seen')
        .selectAll()
        .where('test_day', 'in', [testDay, NONE])
        .where('subject', '=', subject)
        .where('item', '=', item)
        .orderBy('first_at')
        .orderBy('account')
        .orderBy('value')
        .execute();
      return rows.map(({ test_day, account, attempt, value, first_at, last_at }) => ({
        at: first_at,
        lastAt: last_at,
        account: account === NONE ? null : account,
        testDay: test_day === NONE ? null : test_day,
        subject,
        item,
        value,
        attempt,
      }));
    },
  };
}

const keyOf = ({ testDay, subject, item, account, attempt, value }: Sight): string =>
  JSON.stringify([testDay, subject, item, account, attempt, value]);

const toRow = ({ testDay, subject, item, account, attempt, value, at }: Sight): RecordTables['seen'] => ({
  test_day: testDay ?? NONE,
  subject,
  item,
  account: account ?? NONE,
  attempt,
  value,
  first_at: at,
  last_at: at,
});
