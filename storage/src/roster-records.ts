import type { Instant } from '@tizhi/contracts';
import { sql } from 'kysely';
import { eraseCare } from './care-records.ts';
import { eraseTraces } from './erase-traces.ts';
import { importRoster } from './import-roster.ts';
import { numberHash, savePupil } from './pupil-identity.ts';
import type { RosterRecords } from './record-store.ts';
import type { RecordDb } from './records-schema.ts';
import { rollsFollow } from './roll-records.ts';
import { classesOf, pupilsOf, saveClass, saveSchool } from './roster-rows.ts';

export interface RosterOptions {
  readonly masterKey: Uint8Array;
  readonly clock: () => Instant;
  /** Removes what deleted and changed rows leave behind in the files, as far as the database can. */
  readonly scrub: () => void | Promise<void>;
}

export function rosterRecords(db: RecordDb, { masterKey, scrub, clock }: RosterOptions): RosterRecords {
  return {
    async save(school, classes, pupils) {
      await db.transaction().execute(async (transaction) => {
        await saveSchool(transaction, school);
        for (const one of classes) await saveClass(transaction, one);
        for (const pupil of pupils) await savePupil(transaction, { pupil, masterKey });
        await rollsFollow(transaction, { school: school.school, now: clock() });
      });
    },
    import: (file) =>
      db.transaction().execute(async (transaction) => {
        const change = await importRoster(transaction, { file, masterKey });
        if (!file.preview) await rollsFollow(transaction, { school: file.school.school, now: clock() });
        return change;
      }),
    async byStudentNumber(school, studentNumber) {
      const row = await db
        .selectFrom('identity')
        .select('subject')
        .where('number_hash', '=', numberHash({ masterKey, school, studentNumber }))
        .orderBy('subject')
        .executeTakeFirst();
      return row?.subject;
    },
    async school(school) {
      return db.selectFrom('school').selectAll().where('school', '=', school).executeTakeFirst();
    },
    async schools() {
      const rows = await db.selectFrom('school').select('school').orderBy('school').execute();
      return rows.map(({ school }) => school);
    },
    classes: (school) => classesOf(db, school),
    pupils: (school, inClass) => pupilsOf(db, { school, inClass, masterKey }),
    async erase(subject) {
      await db.transaction().execute(async (transaction) => {
        await eraseCare(transaction, subject);
        await eraseTraces(transaction, subject);
        // Card and day of birth would still point at the person; sex and year are what cohorts need.
        await transaction
          .updateTable('pupil')
          .set({ tag: null, birth_date: sql`substr(birth_date, 1, 4) || '-01-01'` })
          .where('subject', '=', subject)
          .execute();
        await transaction.deleteFrom('identity').where('subject', '=', subject).execute();
        await transaction.deleteFrom('pupil_key').where('subject', '=', subject).execute();
      });
      await scrub();
    },
  };
}
