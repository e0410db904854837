import type { SubjectId } from '@tizhi/contracts';
import type { Display, WallRecords } from './care-store.ts';
import { requirePupils } from './known-pupils.ts';
import { portions } from './portions.ts';
import type { RecordDb, RecordTables } from './records-schema.ts';

/** A display asks every few seconds; that it was seen is noted at most this often. */
const SEEN_STEP_MS = 60_000;

/** Displays and what pupils are called on them. */
export function wallRecords(db: RecordDb): WallRecords {
  return {
    async addDisplay({ display, school, class: inClass, title, madeAt, tokenHash }) {
      await db
        .insertInto('display')
        .values({
          display,
          school,
          class: inClass,
          title,
          token_hash: tokenHash,
          made_at: madeAt,
          seen_at: null,
        })
        .execute();
    },
    async displays(school) {
      const rows = await db
        .selectFrom('display')
        .selectAll()
        .where('school', '=', school)
        .orderBy('made_at')
        .orderBy('display')
        .execute();
      return rows.map(toDisplay);
    },
    async byToken(tokenHash, now) {
      const row = await db
        .selectFrom('display')
        .selectAll()
        .where('token_hash', '=', tokenHash)
        .executeTakeFirst();
      if (row === undefined) return undefined;
      if (now - (row.seen_at ?? 0) < SEEN_STEP_MS) return toDisplay(row);
      await db.updateTable('display').set({ seen_at: now }).where('token_hash', '=', tokenHash).execute();
      return toDisplay({ ...row, seen_at: now });
    },
    async removeDisplay(school, display) {
      const removed = await db
        .deleteFrom('display')
        .where('school', '=', school)
        .where('display', '=', display)
        .executeTakeFirst();
      return removed.numDeletedRows > 0n;
    },
    async saveLabel(subject, label) {
      await db.transaction().execute(async (transaction) => {
        await requirePupils(transaction, [subject]);
        await transaction.deleteFrom('wall_label').where('subject', '=', subject).execute();
        if (label !== null) await transaction.insertInto('wall_label').values({ subject, label }).execute();
      });
    },
    async labelsOf(subjects) {
      const labels = new Map<SubjectId, string>();
      for (const some of portions(subjects)) {
        const rows = await db.selectFrom('wall_label').selectAll().where('subject', 'in', some).execute();
        for (const { subject, label } of rows) labels.set(subject, label);
      }
      return labels;
    },
  };
}

const toDisplay = (row: RecordTables['display']): Display => ({
  display: row.display,
  school: row.school,
  class: row.class,
  title: row.title,
  madeAt: row.made_at,
  seenAt: row.seen_at,
});
