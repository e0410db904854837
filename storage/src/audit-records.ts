import { takeArrivals } from './arrivals.ts';
import type { AuditRecords } from './record-store.ts';
import type { RecordDb } from './records-schema.ts';

export function auditRecords(db: RecordDb): AuditRecords {
  return {
    async note({ at, account, action, detail }) {
      await db.transaction().execute(async (transaction) => {
        const arrival = await takeArrivals(transaction, 1);
        await transaction.insertInto('audit').values({ arrival, at, account, action, detail }).execute();
      });
    },
    async latest(limit) {
      return db
        .selectFrom('audit')
        .select(['at', 'account', 'action', 'detail'])
        .orderBy('arrival', 'desc')
        .limit(limit)
        .execute();
    },
  };
}
