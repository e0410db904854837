import { setImmediate } from 'node:timers/promises';
import type { ClassId, SchoolId } from '@tizhi/contracts';
import { sealedPupils, toPupil } from './pupil-identity.ts';
import type { Pupil, SchoolClass } from './record-store.ts';
import type { RecordDb, RecordTables } from './records-schema.ts';

/** Identities decrypted at once. */
const NAMES_AT_ONCE = 100;

export async function saveSchool(db: RecordDb, school: RecordTables['school']): Promise<void> {
  await db
    .insertInto('school')
    .values({ school: school.school, name: school.name })
    .onConflict((conflict) => conflict.column('school').doUpdateSet({ name: school.name }))
    .execute();
}

export async function saveClass(
  db: RecordDb,
  { class: id, nationalCode, ...same }: SchoolClass,
): Promise<void> {
  const columns = { ...same, national_code: nationalCode ?? null };
  await db
    .insertInto('school_class')
    .values({ class: id, ...columns })
    .onConflict((conflict) => conflict.column('class').doUpdateSet(columns))
    .execute();
}

export async function classesOf(db: RecordDb, school: SchoolId): Promise<SchoolClass[]> {
  const rows = await db
    .selectFrom('school_class')
    .selectAll()
    .where('school', '=', school)
    .orderBy('class')
    .execute();
  return rows.map(({ national_code, ...same }) => ({
    ...same,
    ...(national_code === null ? {} : { nationalCode: national_code }),
  }));
}

export async function pupilsOf(
  db: RecordDb,
  of: {
    readonly school: SchoolId;
    readonly inClass?: ClassId | undefined;
    readonly masterKey: Uint8Array;
  },
): Promise<Pupil[]> {
  let query = sealedPupils(db, of.school);
  if (of.inClass !== undefined) query = query.where('pupil.class', '=', of.inClass);
  const rows = await query.orderBy('pupil.seat').orderBy('pupil.subject').execute();
  const pupils: Pupil[] = [];
  for (const row of rows) {
    pupils.push(toPupil(row, of.masterKey));
    // Opening the names of a whole school takes a while: others are served meanwhile.
    if (pupils.length % NAMES_AT_ONCE === 0) await setImmediate();
  }
  return pupils;
}
