import { planImport, refused } from './plan-import.ts';
import { portions } from './portions.ts';
import { savePupil } from './pupil-identity.ts';
import type { RecordDb } from './records-schema.ts';
import { classesOf, pupilsOf, saveClass, saveSchool } from './roster-rows.ts';
import type { RosterChange, RosterImport } from './roster-store.ts';

/** Takes a file over, inside one transaction; see `RosterRecords.import`. */
export async function importRoster(
  db: RecordDb,
  { file, masterKey }: { readonly file: RosterImport; readonly masterKey: Uint8Array },
): Promise<RosterChange> {
  const { school } = file.school;
  // Locks the school's row: two files at the same time come one after the other.
  if (!file.preview) await saveSchool(db, file.school);
  await refuseStrangers(db, file);
  const before = {
    classes: await classesOf(db, school),
    pupils: await pupilsOf(db, { school, masterKey }),
  };
  const { classes, pupils } = planImport(before, file);
  if (!file.preview) {
    for (const { to, change } of classes) if (change !== 'same') await saveClass(db, to);
    for (const { to, change } of pupils) if (change !== 'same') await savePupil(db, { pupil: to, masterKey });
  }
  return {
    classes: classes.map(({ to, change }) => ({ class: to.class, change })),
    pupils: pupils.map(({ to, change, movedFrom }) => ({ subject: to.subject, change, movedFrom })),
  };
}

/** An id of another school must not be taken over by naming it. */
async function refuseStrangers(db: RecordDb, file: RosterImport): Promise<void> {
  const { school } = file.school;
  for (const ids of portions(file.classes.map((one) => one.class))) {
    const strange = await db
      .selectFrom('school_class')
      .select('class')
      .where('class', 'in', ids)
      .where('school', '!=', school)
      .executeTakeFirst();
    if (strange !== undefined) throw refused(`${strange.class} is a class of another school`);
  }
  for (const ids of portions(file.pupils.map((one) => one.subject))) {
    const stranger = await db
      .selectFrom('pupil')
      .select('subject')
      .where('subject', 'in', ids)
      .where('school', '!=', school)
      .executeTakeFirst();
    if (stranger !== undefined) throw refused(`${stranger.subject} is a pupil of another school`);
  }
}
