import { CalendarDay, SchoolYear } from '@tizhi/contracts';
import type { TemplateCells } from '../columns.ts';
import { MAX_ROWS_ABOVE_HEADINGS } from '../columns.ts';
import { normalForm } from '../headings.ts';
import { type Cell, isBlank, plainText } from '../text.ts';

/** Columns that a file of earlier years has beside the national template's. */
export type ExtraField = 'schoolYear' | 'schoolName' | 'testedOn' | 'systolic' | 'diastolic';

/** Aliases in the normal form of the headings. */
const ALIASES: Readonly<Record<ExtraField, readonly string[]>> = {
  schoolYear: ['学年', '测试学年', '年度', 'schoolyear'],
  schoolName: ['学校名称', '学校', 'schoolname', 'school'],
  testedOn: ['测试日期', '检测日期', '体检日期', 'testedon', 'testdate'],
  systolic: ['收缩压', 'systolic', 'sbp'],
  diastolic: ['舒张压', 'diastolic', 'dbp'],
};
const FIELD_OF = new Map(
  (Object.entries(ALIASES) as [ExtraField, readonly string[]][]).flatMap(([field, aliases]) =>
    aliases.map((alias) => [alias, field] as const),
  ),
);

export interface ExtraColumns {
  /** The row of headings, from 0; rows up to it are no pupils. */
  readonly headingIndex: number;
  readonly at: ReadonlyMap<ExtraField, number>;
}

/** Where the extra columns of a sheet stand; none found: the row that has most headings is not known, -1. */
export function extraColumns(cells: TemplateCells): ExtraColumns {
  const rows = cells.slice(0, MAX_ROWS_ABOVE_HEADINGS + 1).map((row) => columnsOf(row));
  const most = rows.reduce((best, { size }, index) => (size > (rows[best]?.size ?? 0) ? index : best), 0);
  const at = rows[most] ?? new Map<ExtraField, number>();
  return { headingIndex: at.size === 0 ? -1 : most, at };
}

function columnsOf(row: readonly Cell[]): Map<ExtraField, number> {
  const at = new Map<ExtraField, number>();
  for (const [index, cell] of row.entries()) {
    const field = FIELD_OF.get(normalForm(plainText(cell)));
    if (field !== undefined && !at.has(field)) at.set(field, index);
  }
  return at;
}

/** The heading of an extra column. */
export const isHeading = (cell: Cell): boolean => FIELD_OF.has(normalForm(plainText(cell)));

/** A school year as files write it: `2022`, `2022-2023`, `2022/2023学年`. `null`: empty; `undefined`: none of these. */
export function readSchoolYear(cell: Cell): SchoolYear | null | undefined {
  if (isBlank(cell)) return null;
  const found = /^(\d{4})(?:[-–—/~至](\d{4}|\d{2}))?(?:学年)?度?$/.exec(plainText(cell).replaceAll(' ', ''));
  if (found === null) return undefined;
  const year = Number(found[1]);
  const next = found[2];
  if (next !== undefined && Number(next) % 100 !== (year + 1) % 100) return undefined;
  const parsed = SchoolYear.safeParse(year);
  return parsed.success ? parsed.data : undefined;
}

/** A day of the calendar: `2022-10-08`, `2022/10/8`, `2022年10月8日`, 20221008, or a date cell's number. */
export function readDay(cell: Cell): CalendarDay | null | undefined {
  if (isBlank(cell)) return null;
  const text = plainText(cell).replaceAll(' ', '');
  const parts =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:T?0{1,2}:00(?::00)?)?$/.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  const iso =
    parts === null
      ? /^\d{5}$/.test(text)
        ? new Date(Date.UTC(1899, 11, 30 + Number(text))).toISOString().slice(0, 10)
        : ''
      : `${parts[1]}-${parts[2]?.padStart(2, '0')}-${parts[3]?.padStart(2, '0')}`;
  const parsed = CalendarDay.safeParse(iso);
  return parsed.success ? parsed.data : undefined;
}

/** A whole number in a range; `null`: empty; `undefined`: anything else. */
export function readWhole(
  cell: Cell,
  range: { readonly min: number; readonly max: number },
): number | null | undefined {
  if (isBlank(cell)) return null;
  const text = plainText(cell);
  const value = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
  return value >= range.min && value <= range.max ? value : undefined;
}
