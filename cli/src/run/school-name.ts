import type { RecordStore } from '@tizhi/storage';
import type { Settings } from '../config.ts';

/** Of a school that nobody has named yet. */
export const UNNAMED_SCHOOL = '我的学校 · My school';

/** The name that the settings give the school, else the one in its records: a default never renames a school. */
export const schoolNameOf = async (
  records: RecordStore,
  { school, schoolName }: Pick<Settings, 'school' | 'schoolName'>,
): Promise<string> => schoolName ?? (await records.roster.school(school))?.name ?? UNNAMED_SCHOOL;
