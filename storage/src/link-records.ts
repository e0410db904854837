import { LinkDecision, type LinkEntry } from '@tizhi/contracts';
import { takeArrivals } from './arrivals.ts';
import type { LinkRecords } from './care-store.ts';
import type { RecordDb, RecordTables } from './records-schema.ts';

/** Decisions on who is one. */
export function linkRecords(db: RecordDb): LinkRecords {
  return {
    async append({ school, at, account, request, decision, reason }) {
      return db.transaction().execute(async (transaction) => {
        const entry = await takeArrivals(transaction, 1);
        const before = await transaction
          .selectFrom('link_entry')
          .selectAll()
          .where('school', '=', school)
          .where('request', '=', request)
          .executeTakeFirst();
        if (before !== undefined) return { entry: toEntry(before), repeated: true };
        await transaction
          .insertInto('link_entry')
          .values({ entry, school, at, account, request, decision: JSON.stringify(decision), reason })
          .execute();
        return { entry: { entry, at, account, decision, reason }, repeated: false };
      });
    },
    async entries(school) {
      const rows = await db
        .selectFrom('link_entry')
        .selectAll()
        .where('school', '=', school)
        .orderBy('entry')
        .execute();
      return rows.map(toEntry);
    },
  };
}

const toEntry = (row: RecordTables['link_entry']): LinkEntry => ({
  entry: row.entry,
  at: row.at,
  account: row.account,
  decision: LinkDecision.parse(JSON.parse(row.decision)),
  reason: row.reason,
});
