import type { CalendarDay, FitnessTest, SchoolYear } from '@tizhi/contracts';
import { itemsOf } from '../../standard/index.ts';
import type { Bilingual, MissingState } from '../item-cell.ts';
import { readRoster } from '../roster/read-roster.ts';
import type { RosterPupil, RosterSheet } from '../roster/roster.ts';
import { cellName, type RosterError, rosterPlaceError, rosterSheetError } from '../roster/roster-error.ts';
import { isBlank } from '../text.ts';
import {
  type ExtraColumns,
  type ExtraField,
  extraColumns,
  isHeading,
  readDay,
  readSchoolYear,
  readWhole,
} from './extra-columns.ts';

/** Who a row of an earlier year is about, as its file says it. */
export interface HistoryRow
  extends Pick<RosterPupil, 'sheet' | 'row' | 'cell' | 'name' | 'studentNumber' | 'sex' | 'birthDate'> {
  /** 学校名称; `null`: the file does not say it. */
  readonly schoolName: string | null;
  readonly test: FitnessTest;
}
export interface HistoryReading {
  readonly rows: readonly HistoryRow[];
  /** What must be put right before anything is taken over, in the file's order. */
  readonly errors: readonly RosterError[];
}
export interface HistoryOptions {
  /** Today in China, ISO date. */
  readonly today: string;
  /** For rows whose file does not say it. */
  readonly year?: SchoolYear | undefined;
  readonly testedOn?: CalendarDay | undefined;
}

/** School years in one file at most; a person's school life has twelve. */
export const MAX_YEARS_IN_FILE = 20;

/**
 * Reads national reporting files of earlier years: as a roster with results, with 学年 (or `year`) and, where the
 * file has them, 学校名称, 测试日期 and blood pressure. The same pupil may stand in it once for each school year.
 * A row is given only where each of its cells is right. Pure.
 */
export function readHistory(sheets: readonly RosterSheet[], options: HistoryOptions): HistoryReading {
  const read = sheets.map((sheet) => yearsOf(sheet, options));
  const errors = read.flatMap((each) => each.errors);
  const years = [...new Set(read.flatMap(({ years: of }) => of.filter((year) => year !== null)))].sort();
  if (years.length > MAX_YEARS_IN_FILE)
    return { rows: [], errors: [rosterSheetError(sheets[0]?.name ?? '', TOO_MANY_YEARS), ...errors] };
  const rows: HistoryRow[] = [];
  // One reading for each year, in which the rows of the others are blank: places stay what they are in the file.
  for (const year of years.length === 0 ? [undefined] : years) {
    const reading = readRoster(
      sheets.map(({ name, cells }, place) => ({
        name,
        cells: cells.map((row, index) => (isOfYear(read[place], { index, year }) ? row : [])),
      })),
      { today: options.today, numberCells: 'refuse' },
    );
    errors.push(...reading.errors);
    if (year === undefined) continue;
    const grades = new Map(reading.classes.map((of) => [of.key, of.grade] as const));
    const places = new Map(sheets.map(({ name }, place) => [name, place] as const));
    for (const pupil of reading.pupils) {
      const place = places.get(pupil.sheet) ?? 0;
      const sheet = sheets[place];
      const columns = read[place]?.columns;
      const grade = grades.get(pupil.class);
      if (sheet === undefined || columns === undefined || grade === undefined) continue;
      const extras = extrasOf({ sheet, columns, pupil, options, errors });
      rows.push(historyRow({ pupil, grade, year, extras }));
    }
  }
  return { rows, errors: dedupe(errors) };
}

const TOO_MANY_YEARS: Bilingual = {
  zh: `学年多于 ${MAX_YEARS_IN_FILE} 个`,
  en: `it has more than ${MAX_YEARS_IN_FILE} school years`,
};
const NO_YEAR: Bilingual = {
  zh: '看不出学年（请加“学年”列，如 2022-2023，或在导入时指定学年）',
  en: 'nothing says the school year (add the column 学年, such as 2022-2023, or give the year)',
};
const YEAR: Bilingual = { zh: '不是学年', en: 'is not a school year' };
const YEAR_ALLOWED: Bilingual = { zh: '如 2022-2023 或 2022', en: 'such as 2022-2023 or 2022' };

interface SheetYears {
  readonly columns: ExtraColumns;
  /** Of each row; `null`: none, such as titles. */
  readonly years: readonly (SchoolYear | null)[];
  readonly errors: readonly RosterError[];
}

function yearsOf({ name, cells }: RosterSheet, options: HistoryOptions): SheetYears {
  const columns = extraColumns(cells);
  const column = columns.at.get('schoolYear');
  const errors: RosterError[] = [];
  let missing = false;
  const years = cells.map((row, index) => {
    if (index <= columns.headingIndex || row.every((cell) => isBlank(cell))) return null;
    const cell = column === undefined ? null : (row[column] ?? null);
    if (isHeading(cell)) return null; // repeated further down
    const year = readSchoolYear(cell) ?? (isBlank(cell) ? options.year : undefined);
    if (year !== undefined) return year;
    if (isBlank(cell)) missing = true;
    else
      errors.push(badCell({ sheet: name, index, column: column ?? 0, problem: YEAR, allowed: YEAR_ALLOWED }));
    return null;
  });
  if (missing) errors.push(rosterSheetError(name, NO_YEAR));
  return { columns, years, errors };
}

/** Headings and titles belong to every year. */
const isOfYear = (
  sheet: SheetYears | undefined,
  at: { readonly index: number; readonly year: SchoolYear | undefined },
): boolean => {
  const year = sheet?.years[at.index] ?? null;
  return year === null
    ? at.index <= (sheet?.columns.headingIndex ?? -1) || at.year === undefined
    : year === at.year;
};

interface Extras {
  readonly schoolName: string | null;
  readonly testedOn: CalendarDay | null;
  readonly bloodPressure: FitnessTest['bloodPressure'];
}

const DAY: Bilingual = { zh: '不是日期', en: 'is not a day' };
const DAY_ALLOWED: Bilingual = { zh: '如 2022-10-08', en: 'such as 2022-10-08' };
const PRESSURE: Bilingual = {
  zh: '不是血压值，或缺少另一个值',
  en: 'is no blood pressure, or the other value is missing',
};
const PRESSURE_ALLOWED: Bilingual = {
  zh: '收缩压 50–260、舒张压 20–200 mmHg',
  en: 'systolic 50-260, diastolic 20-200 mmHg',
};

function extrasOf(at: {
  readonly sheet: RosterSheet;
  readonly columns: ExtraColumns;
  readonly pupil: RosterPupil;
  readonly options: HistoryOptions;
  readonly errors: RosterError[];
}): Extras {
  const { sheet, columns, pupil, options, errors } = at;
  const index = pupil.row - 1;
  const cell = (field: ExtraField) => sheet.cells[index]?.[columns.at.get(field) ?? -1] ?? null;
  const refuse = (field: ExtraField, problem: Bilingual, allowed: Bilingual) => {
    errors.push(badCell({ sheet: sheet.name, index, column: columns.at.get(field) ?? 0, problem, allowed }));
  };
  const testedOn = readDay(cell('testedOn'));
  if (testedOn === undefined) refuse('testedOn', DAY, DAY_ALLOWED);
  const systolic = readWhole(cell('systolic'), { min: 50, max: 260 });
  const diastolic = readWhole(cell('diastolic'), { min: 20, max: 200 });
  if (systolic === undefined || (systolic === null && diastolic !== null))
    refuse('systolic', PRESSURE, PRESSURE_ALLOWED);
  if (diastolic === undefined || (diastolic === null && systolic !== null))
    refuse('diastolic', PRESSURE, PRESSURE_ALLOWED);
  const name = cell('schoolName');
  return {
    schoolName: isBlank(name) ? null : String(name).trim(),
    testedOn: testedOn ?? options.testedOn ?? null,
    bloodPressure: systolic && diastolic ? { systolic, diastolic } : null,
  };
}

function historyRow(of: {
  readonly pupil: RosterPupil;
  readonly grade: FitnessTest['grade'];
  readonly year: SchoolYear;
  readonly extras: Extras;
}): HistoryRow {
  const { pupil, grade, year, extras } = of;
  const { sheet, row, cell, name, studentNumber, sex, birthDate, values, states } = pupil;
  const { testedOn, bloodPressure, schoolName } = extras;
  const test: FitnessTest = {
    schoolYear: year,
    grade,
    sex,
    ageMonths: testedOn === null ? null : monthsBetween(birthDate, testedOn),
    testedOn,
    values: { ...values },
    notMeasured: notMeasured({ grade, sex, values, states }),
    bloodPressure,
    source: 'import',
  };
  return { sheet, row, cell, name, studentNumber, sex, birthDate, schoolName, test };
}

/** Every item of the group that has no value, and why; a blank cell says nothing. */
export function notMeasured(of: {
  readonly grade: FitnessTest['grade'];
  readonly sex: FitnessTest['sex'];
  readonly values: FitnessTest['values'];
  readonly states: { readonly [item in keyof FitnessTest['values']]?: MissingState };
}): FitnessTest['notMeasured'] {
  const items = itemsOf(of.grade, of.sex).flatMap(({ item }) =>
    item === 'bmi' ? (['height', 'weight'] as const) : [item],
  );
  return Object.fromEntries(
    items.filter((item) => of.values[item] === undefined).map((item) => [item, of.states[item] ?? 'missing']),
  );
}

/** Completed months from one ISO date to a later one; `null` where it is none. */
export function monthsBetween(from: string, to: string): number | null {
  const [fromYear = 0, fromMonth = 0, fromDay = 0] = from.split('-').map(Number);
  const [toYear = 0, toMonth = 0, toDay = 0] = to.split('-').map(Number);
  const months = (toYear - fromYear) * 12 + (toMonth - fromMonth) - (toDay < fromDay ? 1 : 0);
  return months < 0 ? null : months;
}

const badCell = (at: {
  readonly sheet: string;
  readonly index: number;
  readonly column: number;
  readonly problem: Bilingual;
  readonly allowed: Bilingual;
}): RosterError =>
  rosterPlaceError({
    sheet: at.sheet,
    row: at.index + 1,
    cell: cellName(at.column, at.index + 1),
    problem: at.problem,
    allowed: at.allowed,
  });

/** The same finding of the whole sheet comes once for each year. */
const dedupe = (errors: readonly RosterError[]): RosterError[] => [
  ...new Map(errors.map((error) => [error.en, error])).values(),
];
