import type { RecordStore } from '@tizhi/storage';
import type { Settings } from '../config.ts';

/**
 * A line for whoever asks for a school that is not in these records while others are: a command beside a demo, or
 * beside a school with an id of its own, would otherwise work on an empty one without a word. `undefined`: nothing to say.
 */
export async function otherSchoolsLine(
  records: RecordStore,
  { school }: Pick<Settings, 'school'>,
): Promise<string | undefined> {
  const schools = await records.roster.schools();
  if (schools.length === 0 || schools.includes(school)) return undefined;
  const ids = schools.join(', ');
  return `没有学校 ${school} 的数据，此文件夹中另有 ${ids}：请设置 TIZHI_SCHOOL. There is no school ${school} yet; this folder also holds ${ids}: set TIZHI_SCHOOL.`;
}
