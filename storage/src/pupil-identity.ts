import { createHmac, hkdfSync } from 'node:crypto';
import { type SchoolId, type SubjectId, TizhiError } from '@tizhi/contracts';
import { createKey, KEY_BYTES, seal, unseal } from './identity-cipher.ts';
import type { Pupil } from './record-store.ts';
import type { RecordDb, RecordTables } from './records-schema.ts';

/** What only the identity table knows, and only encrypted. */
type Identity = Pick<Pupil, 'name' | 'studentNumber' | 'registry'>;

/** Inserts or replaces a pupil; who she is is encrypted with her own key. */
export async function savePupil(
  db: RecordDb,
  { pupil, masterKey }: { readonly pupil: Pupil; readonly masterKey: Uint8Array },
): Promise<void> {
  const { subject, name, studentNumber, registry, birthDate, measuredMaxBpm, ...same } = pupil;
  const columns = { ...same, birth_date: birthDate, measured_max_bpm: measuredMaxBpm };
  await db
    .insertInto('pupil')
    .values({ subject, ...columns })
    .onConflict((conflict) => conflict.column('subject').doUpdateSet(columns))
    .execute();
  const key = await keyOf(db, { subject, masterKey });
  const identity: Identity = { name, studentNumber, ...(registry === undefined ? {} : { registry }) };
  const sealed = seal({ key, plain: Buffer.from(JSON.stringify(identity), 'utf8'), context: subject });
  const number_hash = numberHash({ masterKey, school: pupil.school, studentNumber });
  await db
    .insertInto('identity')
    .values({ subject, sealed, number_hash })
    .onConflict((conflict) => conflict.column('subject').doUpdateSet({ sealed, number_hash }))
    .execute();
}

/** A pupil's row beside her sealed identity and her wrapped key. */
export const sealedPupils = (db: RecordDb, school: SchoolId) =>
  db
    .selectFrom('pupil')
    .innerJoin('identity', 'identity.subject', 'pupil.subject')
    .innerJoin('pupil_key', 'pupil_key.subject', 'pupil.subject')
    .selectAll('pupil')
    .select(['identity.sealed', 'pupil_key.wrapped'])
    .where('pupil.school', '=', school);

export function toPupil(
  row: RecordTables['pupil'] & { sealed: Uint8Array; wrapped: Uint8Array },
  masterKey: Uint8Array,
): Pupil {
  const { subject } = row;
  const key = opened({ key: masterKey, sealed: row.wrapped, context: subject });
  const plain = opened({ key, sealed: row.sealed, context: subject });
  const { name, studentNumber, registry } = JSON.parse(Buffer.from(plain).toString('utf8')) as Identity;
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
    ...(registry === undefined ? {} : { registry }),
  };
}

/**
 * HMAC-SHA-256 of school and student number (学籍号) with a key of its own, derived from the master key (HKDF,
 * RFC 5869): equal numbers are found without decrypting anybody, and without the key no number can be tried out.
 */
export function numberHash(of: {
  readonly masterKey: Uint8Array;
  readonly school: SchoolId;
  readonly studentNumber: string;
}): string {
  const key = hkdfSync('sha256', of.masterKey, '', 'tizhi student number', KEY_BYTES);
  return createHmac('sha256', Buffer.from(key))
    .update(`${of.school}\n${of.studentNumber.trim()}`)
    .digest('base64url');
}

/** Gives the rows of an older version their hash. */
export async function fillNumberHashes(db: RecordDb, masterKey: Uint8Array): Promise<void> {
  const schools = await db
    .selectFrom('identity')
    .innerJoin('pupil', 'pupil.subject', 'identity.subject')
    .select('pupil.school')
    .distinct()
    .where('identity.number_hash', 'is', null)
    .execute();
  for (const { school } of schools) {
    const rows = await sealedPupils(db, school).where('identity.number_hash', 'is', null).execute();
    await db.transaction().execute(async (transaction) => {
      for (const row of rows) {
        const { subject, studentNumber } = toPupil(row, masterKey);
        await transaction
          .updateTable('identity')
          .set({ number_hash: numberHash({ masterKey, school, studentNumber }) })
          .where('subject', '=', subject)
          .execute();
      }
    });
  }
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
