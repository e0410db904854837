import { type SubjectId, TizhiError } from '@tizhi/contracts';
import { sql } from 'kysely';
import { createKey, seal, unseal } from './identity-cipher.ts';
import type { Pupil, RosterRecords } from './record-store.ts';
import type { RecordDb, RecordTables } from './records-schema.ts';

/** What only the identity table knows, and only encrypted. */
type Identity = Pick<Pupil, 'name' | 'studentNumber'>;

export interface RosterOptions {
  readonly masterKey: Uint8Array;
  /** Removes what deleted rows leave behind in the files (write-ahead log, free pages). */
  readonly scrub: () => void;
}

export function rosterRecords(db: RecordDb, { masterKey, scrub }: RosterOptions): RosterRecords {
  return {
    async save(school, classes, pupils) {
      await db.transaction().execute(async (transaction) => {
        await transaction
          .insertInto('school')
          .values(school)
          .onConflict((conflict) => conflict.column('school').doUpdateSet({ name: school.name }))
          .execute();
        for (const { class: id, ...columns } of classes)
          await transaction
            .insertInto('school_class')
            .values({ class: id, ...columns })
            .onConflict((conflict) => conflict.column('class').doUpdateSet(columns))
            .execute();
        for (const pupil of pupils) await savePupil(transaction, { pupil, masterKey });
      });
    },
    async school(school) {
      return db.selectFrom('school').selectAll().where('school', '=', school).executeTakeFirst();
    },
    async classes(school) {
      return db
        .selectFrom('school_class')
        .selectAll()
        .where('school', '=', school)
        .orderBy('class')
        .execute();
    },
    async pupils(school, inClass) {
      let query = db
        .selectFrom('pupil')
        .innerJoin('identity', 'identity.subject', 'pupil.subject')
        .innerJoin('pupil_key', 'pupil_key.subject', 'pupil.subject')
        .selectAll('pupil')
        .select(['identity.sealed', 'pupil_key.wrapped'])
        .where('pupil.school', '=', school);
      if (inClass !== undefined) query = query.where('pupil.class', '=', inClass);
      const rows = await query.orderBy('pupil.seat').orderBy('pupil.subject').execute();
      return rows.map((row) => toPupil(row, masterKey));
    },
    async erase(subject) {
      await db.transaction().execute(async (transaction) => {
        await transaction.deleteFrom('identity').where('subject', '=', subject).execute();
        await transaction.deleteFrom('pupil_key').where('subject', '=', subject).execute();
        // Card and day of birth would still point at the person; sex and year are what cohorts need.
        await transaction
          .updateTable('pupil')
          .set({ tag: null, birth_date: sql`substr(birth_date, 1, 4) || '-01-01'` })
          .where('subject', '=', subject)
          .execute();
      });
      scrub();
    },
  };
}

async function savePupil(
  db: RecordDb,
  { pupil, masterKey }: { readonly pupil: Pupil; readonly masterKey: Uint8Array },
): Promise<void> {
  const { subject, name, studentNumber, birthDate, measuredMaxBpm, ...same } = pupil;
  const columns = { ...same, birth_date: birthDate, measured_max_bpm: measuredMaxBpm };
  await db
    .insertInto('pupil')
    .values({ subject, ...columns })
    .onConflict((conflict) => conflict.column('subject').doUpdateSet(columns))
    .execute();
  const key = await keyOf(db, { subject, masterKey });
  const plain = Buffer.from(JSON.stringify({ name, studentNumber } satisfies Identity), 'utf8');
  const sealed = seal({ key, plain, context: subject });
  await db
    .insertInto('identity')
    .values({ subject, sealed })
    .onConflict((conflict) => conflict.column('subject').doUpdateSet({ sealed }))
    .execute();
}

/** The pupil's own key; a new one for a new pupil, and for one who comes back after an erasure. */
async function keyOf(
  db: RecordDb,
  { subject, masterKey }: { readonly subject: SubjectId; readonly masterKey: Uint8Array },
): Promise<Uint8Array> {
  const row = await db
    .selectFrom('pupil_key')
    .select('wrapped')
    .where('subject', '=', subject)
    .executeTakeFirst();
  if (row !== undefined) return opened({ key: masterKey, sealed: row.wrapped, context: subject });
  const key = createKey();
  const wrapped = seal({ key: masterKey, plain: key, context: subject });
  await db.insertInto('pupil_key').values({ subject, wrapped }).execute();
  return key;
}

function toPupil(
  row: RecordTables['pupil'] & { sealed: Uint8Array; wrapped: Uint8Array },
  masterKey: Uint8Array,
): Pupil {
  const { subject } = row;
  const key = opened({ key: masterKey, sealed: row.wrapped, context: subject });
  const plain = opened({ key, sealed: row.sealed, context: subject });
  const { name, studentNumber } = JSON.parse(Buffer.from(plain).toString('utf8')) as Identity;
  return {
    subject,
    school: row.school,
    class: row.class,
    seat: row.seat,
    tag: row.tag,
    sex: row.sex,
    birthDate: row.birth_date,
    measuredMaxBpm: row.measured_max_bpm,
    name,
    studentNumber,
  };
}

/** The master key was checked when the store was opened, so a value that does not open was tampered with. */
function opened(input: Parameters<typeof unseal>[0]): Uint8Array {
  const plain = unseal(input);
  if (plain === undefined)
    throw new TizhiError('TIZHI_STORE_UNAVAILABLE', {
      store: 'records',
      problem: `the sealed identity of ${input.context} is damaged`,
    });
  return plain;
}
