import { GRADES, type Grade, type Instant } from '@tizhi/contracts';
import { DAY_MS } from './day-in-china.ts';

/** China keeps UTC+8 all year; a school year begins in September. */
const CHINA_OFFSET_MS = DAY_MS / 3;

/** The school year of a moment, by its first calendar year. */
export function schoolYearAt(at: Instant): number {
  const day = new Date(at + CHINA_OFFSET_MS);
  return day.getUTCFullYear() - (day.getUTCMonth() < 8 ? 1 : 0);
}

/**
 * The grade that somebody who is in `grade` now was in so many school years ago; `undefined`: not yet at school, or
 * a student, whose years do not map to grades.
 */
export function gradeBefore(grade: Grade, years: number): Grade | undefined {
  if (years <= 0) return grade;
  return grade.startsWith('u') ? undefined : GRADES[GRADES.indexOf(grade) - years];
}
