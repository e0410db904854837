import { type SubjectId, TizhiError } from '@tizhi/contracts';
import { portions } from './portions.ts';
import type { RecordDb } from './records-schema.ts';

/** Those of these pupils who are there: not unknown, and not erased. */
export async function knownPupils(db: RecordDb, subjects: readonly SubjectId[]): Promise<Set<SubjectId>> {
  const known = new Set<SubjectId>();
  for (const some of portions(subjects)) {
    const rows = await db.selectFrom('identity').select('subject').where('subject', 'in', some).execute();
    for (const { subject } of rows) known.add(subject);
  }
  return known;
}

/**
 * Nothing is written about a pupil who is not there, or no longer: what comes late must not come back after an
 * erasure. Throws `TIZHI_NOT_FOUND`.
 */
export async function requirePupils(db: RecordDb, subjects: readonly SubjectId[]): Promise<void> {
  const known = await knownPupils(db, subjects);
  const stranger = subjects.find((subject) => !known.has(subject));
  if (stranger !== undefined) throw new TizhiError('TIZHI_NOT_FOUND', { what: `pupil ${stranger}` });
}
