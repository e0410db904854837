import type { SubjectId } from '@tizhi/contracts';
import type { CareRecords } from './care-store.ts';
import { historyRecords } from './history-records.ts';
import { linkRecords } from './link-records.ts';
import { planRecords } from './plan-records.ts';
import type { RecordDb } from './records-schema.ts';
import { wallRecords } from './wall-records.ts';
import { warningRecords } from './warning-records.ts';

export const careRecords = (db: RecordDb): CareRecords => ({
  histories: historyRecords(db),
  warnings: warningRecords(db),
  plans: planRecords(db),
  walls: wallRecords(db),
  links: linkRecords(db),
});

/** Tables that speak of one pupil; what hangs on their rows (entries, sessions) goes with them. */
const CARE_TABLES_OF_A_PUPIL = [
  'fitness_test',
  'warning',
  'prescription',
  'health_answers',
  'wall_label',
] as const;

/** Every table from which an erasure removes rows. */
export const CARE_TABLES_ERASED = [...CARE_TABLES_OF_A_PUPIL, 'warning_entry', 'session_done'] as const;

/** Removes everything of a pupil, inside the transaction of her erasure. */
export async function eraseCare(db: RecordDb, subject: SubjectId): Promise<void> {
  for (const table of CARE_TABLES_OF_A_PUPIL)
    await db.deleteFrom(table).where('subject', '=', subject).execute();
}
