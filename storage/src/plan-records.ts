import {
  HealthAnswers,
  Prescription,
  type PrescriptionState,
  SessionDone,
  type StoredPrescription,
  type SubjectId,
} from '@tizhi/contracts';
import { takeArrivals } from './arrivals.ts';
import type { PlanRecords } from './care-store.ts';
import { requirePupils } from './known-pupils.ts';
import { portions } from './portions.ts';
import type { RecordDb, RecordTables } from './records-schema.ts';

/** Prescriptions, the answers they rest on, and what was done of them. */
export function planRecords(db: RecordDb): PlanRecords {
  return {
    async saveDraft({ prescription, content, madeAt }) {
      await db.transaction().execute(async (transaction) => {
        const arrival = await takeArrivals(transaction, 1);
        await requirePupils(transaction, [content.subject]);
        await replaceOthers(transaction, { subject: content.subject, state: 'draft' });
        await transaction
          .insertInto('prescription')
          .values({
            prescription,
            arrival,
            subject: content.subject,
            content: JSON.stringify(content),
            made_at: madeAt,
            state: 'draft',
          })
          .execute();
      });
    },
    async find(prescription) {
      const row = await db
        .selectFrom('prescription')
        .selectAll()
        .where('prescription', '=', prescription)
        .executeTakeFirst();
      return row === undefined ? undefined : toPrescription(row);
    },
    async standing(subjects) {
      const found: RecordTables['prescription'][] = [];
      for (const some of portions(subjects))
        found.push(
          ...(await db
            .selectFrom('prescription')
            .selectAll()
            .where('subject', 'in', some)
            .where('state', 'in', ['draft', 'confirmed'])
            .execute()),
        );
      return found.toSorted((a, b) => b.arrival - a.arrival).map(toPrescription);
    },
    async confirm({ prescription, at, account, startsOn }) {
      return db.transaction().execute(async (transaction) => {
        await takeArrivals(transaction, 0); // one decision at a time: its row is locked until the end
        const draft = await transaction
          .selectFrom('prescription')
          .select('subject')
          .where('prescription', '=', prescription)
          .where('state', '=', 'draft')
          .executeTakeFirst();
        if (draft === undefined) return undefined;
        await replaceOthers(transaction, { subject: draft.subject, state: 'confirmed' });
        const row = await transaction
          .updateTable('prescription')
          .set({ state: 'confirmed', confirmed_by: account, confirmed_at: at, starts_on: startsOn })
          .where('prescription', '=', prescription)
          .returningAll()
          .executeTakeFirstOrThrow();
        return toPrescription(row);
      });
    },
    async withdraw({ prescription, reason }) {
      const row = await db
        .updateTable('prescription')
        .set({ state: 'withdrawn', withdrawn_because: reason })
        .where('prescription', '=', prescription)
        .where('state', 'in', ['draft', 'confirmed'])
        .returningAll()
        .executeTakeFirst();
      return row === undefined ? undefined : toPrescription(row);
    },
    async saveAnswers({ subject, answers, at, account }) {
      const columns = { answers: JSON.stringify(answers), at, account };
      await db.transaction().execute(async (transaction) => {
        await requirePupils(transaction, [subject]);
        await transaction
          .insertInto('health_answers')
          .values({ subject, ...columns })
          .onConflict((conflict) => conflict.column('subject').doUpdateSet(columns))
          .execute();
      });
    },
    async answersOf(subjects) {
      const all = new Map<SubjectId, HealthAnswers>();
      for (const some of portions(subjects)) {
        const rows = await db.selectFrom('health_answers').selectAll().where('subject', 'in', some).execute();
        for (const { subject, answers } of rows) all.set(subject, HealthAnswers.parse(JSON.parse(answers)));
      }
      return all;
    },
    async saveSession({ prescription, done }) {
      const text = JSON.stringify(done);
      await db
        .insertInto('session_done')
        .values({ prescription, week: done.week, session: done.session, done: text })
        .onConflict((conflict) =>
          conflict.columns(['prescription', 'week', 'session']).doUpdateSet({ done: text }),
        )
        .execute();
    },
    async sessionsOf(prescription) {
      const rows = await db
        .selectFrom('session_done')
        .select('done')
        .where('prescription', '=', prescription)
        .orderBy('week')
        .orderBy('session')
        .execute();
      return rows.map(({ done }) => SessionDone.parse(JSON.parse(done)));
    },
  };
}

async function replaceOthers(
  db: RecordDb,
  { subject, state }: { readonly subject: SubjectId; readonly state: PrescriptionState },
): Promise<void> {
  await db
    .updateTable('prescription')
    .set({ state: 'replaced' })
    .where('subject', '=', subject)
    .where('state', '=', state)
    .execute();
}

const toPrescription = (row: RecordTables['prescription']): StoredPrescription => ({
  prescription: row.prescription,
  content: Prescription.parse(JSON.parse(row.content)),
  madeAt: row.made_at,
  state: row.state,
  confirmedBy: row.confirmed_by,
  confirmedAt: row.confirmed_at,
  startsOn: row.starts_on,
});
