import { takeArrivals } from './arrivals.ts';
import type { RecordDb } from './records-schema.ts';
import { EXPORTS_KEPT, type ExportScope, type TestDayRecords } from './test-day-store.ts';

/** National files that were made, so that the next one can tell what is different. */
export function exportRecords(db: RecordDb): Pick<TestDayRecords, 'saveExport' | 'lastExport'> {
  return {
    async saveExport(made) {
      const { school, year, testDay, at, account, rows } = made;
      await db.transaction().execute(async (transaction) => {
        const arrival = await takeArrivals(transaction, 1);
        await transaction
          .insertInto('national_export')
          .values({ arrival, school, year, test_day: testDay, at, account, rows })
          .execute();
        const kept = newestOf(transaction, made).select('arrival').limit(EXPORTS_KEPT);
        await transaction
          .deleteFrom('national_export')
          .where('school', '=', school)
          .where('year', '=', year)
          .where('test_day', testDay === null ? 'is' : '=', testDay)
          .where('arrival', 'not in', kept)
          .execute();
      });
    },
    async lastExport(scope) {
      const row = await newestOf(db, scope).selectAll().limit(1).executeTakeFirst();
      if (row === undefined) return undefined;
      const { school, year, test_day, at, account, rows } = row;
      return { school, year, testDay: test_day, at, account, rows };
    },
  };
}

const newestOf = (db: RecordDb, { school, year, testDay }: ExportScope) =>
  db
    .selectFrom('national_export')
    .where('school', '=', school)
    .where('year', '=', year)
    .where('test_day', testDay === null ? 'is' : '=', testDay)
    .orderBy('arrival', 'desc');
