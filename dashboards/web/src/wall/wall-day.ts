import type { Language } from '@tizhi/contracts';

/** Whether a moment lies on a calendar day (`YYYY-MM-DD`) of schools in China. */
export const isDayOf = (day: string, at: number): boolean =>
  new Date(at).toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' }) === day;

/** The weekday of a calendar day in the reader's language: `周一`, `Monday`. */
export const weekdayOf = (day: string, language: Language): string =>
  new Date(`${day}T00:00:00Z`).toLocaleDateString(language === 'zh' ? 'zh-CN' : 'en-GB', {
    weekday: language === 'zh' ? 'short' : 'long',
    timeZone: 'UTC',
  });

/** The weekday that content is of where that is not today; `null`: it is of today. */
export const otherWeekday = ({
  day,
  at,
  language,
}: {
  readonly day: string;
  readonly at: number;
  readonly language: Language;
}): string | null => (isDayOf(day, at) ? null : weekdayOf(day, language));
