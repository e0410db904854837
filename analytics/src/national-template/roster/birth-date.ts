import type { Bilingual } from '../item-cell.ts';
import { type Cell, plainText } from '../text.ts';

export type DateReading =
  | { readonly kind: 'date'; readonly date: string }
  | { readonly kind: 'invalid'; readonly problem: Bilingual };

/** Nobody on a roster is younger or older, in years. */
export const YOUNGEST = 3;
export const OLDEST = 60;

export const BIRTH_DATE_ALLOWED = {
  zh: '如 2014-09-01，早于今天',
  en: 'a day such as 2014-09-01, before today',
} as const;

const PROBLEMS = {
  unclear: {
    zh: '日、月、年的顺序不明确（请写成 年-月-日）',
    en: 'does not show which is day, month and year (write year-month-day)',
  },
  incomplete: { zh: '缺少日', en: 'has no day' },
  not_a_date: { zh: '不是日期', en: 'is not a date' },
  no_such_day: { zh: '日历上没有这一天', en: 'is not a day of the calendar' },
  future: { zh: '在未来', en: 'is in the future' },
  age: { zh: '不是学生的年龄', en: 'is not the age of a pupil' },
} as const satisfies Record<string, Bilingual>;

const invalid = (problem: keyof typeof PROBLEMS): DateReading => ({
  kind: 'invalid',
  problem: PROBLEMS[problem],
});

/**
 * A birth date as spreadsheets hold it: `2014-09-01`, `2014/9/1`, `2014.9.1`, `2014年9月1日`, 20140901, or the
 * day number of a date cell (41883 is 2014-09-01; day 60 is the 1900-02-29 that never was). `9/1/14` is refused:
 * it is September in one country and January in another.
 */
export function readBirthDate(cell: Cell, today: string): DateReading {
  const text = plainText(cell).replaceAll(' ', '');
  const written = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(T?0{1,2}:00(:00)?)?$/.exec(text);
  if (written !== null) return dayOf({ year: written[1], month: written[2], day: written[3], today });
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (compact !== null) return dayOf({ year: compact[1], month: compact[2], day: compact[3], today });
  if (/^\d{5}(\.\d+)?$/.test(text)) return plausible(isoOf(Math.floor(Number(text))), today);
  if (/^\d{4}[-/.年]\d{1,2}月?$/.test(text)) return invalid('incomplete');
  if (/^\d{1,2}[-/.]\d{1,2}[-/.](\d{2}|\d{4})$/.test(text)) return invalid('unclear');
  return invalid('not_a_date');
}

const MS_PER_DAY = 86_400_000;

/** The day of a spreadsheet's day number after its phantom 1900-02-29. */
const isoOf = (serial: number): string =>
  new Date(Date.UTC(1899, 11, 30) + serial * MS_PER_DAY).toISOString().slice(0, 10);

function dayOf(parts: {
  readonly year: string | undefined;
  readonly month: string | undefined;
  readonly day: string | undefined;
  readonly today: string;
}): DateReading {
  const [year, month, day] = [Number(parts.year), Number(parts.month), Number(parts.day)];
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return invalid('no_such_day');
  return plausible(date.toISOString().slice(0, 10), parts.today);
}

function plausible(date: string, today: string): DateReading {
  if (date >= today) return invalid('future');
  const age = ageOn(today, date);
  return age < YOUNGEST || age > OLDEST ? invalid('age') : { kind: 'date', date };
}

/** Full years of age on a day; both ISO dates. */
export function ageOn(today: string, birthDate: string): number {
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return today.slice(5) < birthDate.slice(5) ? years - 1 : years;
}
