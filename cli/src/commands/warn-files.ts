import {
  extraColumns,
  monthsBetween,
  readDay,
  readLinkageSheet,
  readNationalTemplate,
  readSchoolYear,
  readWhole,
  type TemplateCells,
} from '@tizhi/analytics';
import type { FitnessTest, LinkRow } from '@tizhi/contracts';
import { readSheets } from './read-sheets.ts';
import { unusable } from './sheet-file.ts';

/** One row that is a test, with where it stands and the student number that it gives. */
export interface TestRow {
  readonly at: LinkRow;
  readonly test: FitnessTest;
  readonly number: string | null;
}

export interface TestFile {
  readonly rows: readonly TestRow[];
  /** Rows without a known grade or sex: no table applies to them. */
  readonly unusable: number;
}

/**
 * The tests of one national reporting file with 学年, its first usable sheet. Where it has them, 测试日期 and 出生日期
 * give the age, 收缩压 and 舒张压 the blood pressure. `testedOn` (MM-DD) stands in for 测试日期. Throws where the file
 * cannot be read, has not the headings, or a row says no school year.
 */
export async function readTests(file: string, testedOn: string | undefined): Promise<TestFile> {
  const sheets = await readSheets(file);
  const problems: { readonly zh: string; readonly en: string }[] = [];
  for (const { cells } of sheets) {
    const template = readNationalTemplate(cells);
    if (template.kind === 'template') return testsOf(file, { cells, rows: template.rows, testedOn });
    problems.push(template.problem);
  }
  const problem = problems.find(({ en }) => en !== 'it is empty') ?? problems[0];
  throw unusable(file, problem ?? { zh: '没有工作表', en: 'it has no sheet' });
}

function testsOf(
  file: string,
  sheet: {
    readonly cells: TemplateCells;
    readonly rows: Iterable<{
      readonly row: number;
      readonly grade: FitnessTest['grade'] | null;
      readonly sex: FitnessTest['sex'] | null;
      readonly values: FitnessTest['values'];
      readonly states: FitnessTest['notMeasured'];
    }>;
    readonly testedOn: string | undefined;
  },
): TestFile {
  const { cells } = sheet;
  const { at: columns } = extraColumns(cells);
  if (!columns.has('schoolYear'))
    throw unusable(file, { zh: '缺少表头 学年', en: 'the heading 学年 (school year) is missing' });
  const identities = identitiesOf(cells);
  const rows: TestRow[] = [];
  let without = 0;
  for (const { row, grade, sex, values, states } of sheet.rows) {
    const of = (field: Parameters<typeof columns.get>[0]) =>
      cells[row - 1]?.[columns.get(field) ?? -1] ?? null;
    const schoolYear = readSchoolYear(of('schoolYear'));
    if (schoolYear === null || schoolYear === undefined)
      throw unusable(file, {
        zh: `第 ${row} 行没有可识别的学年`,
        en: `row ${row} has no school year such as 2023-2024`,
      });
    if (grade === null || sex === null) {
      without += 1;
      continue;
    }
    const { number = null, birthDate = null } = identities.get(row) ?? {};
    const day = readDay(of('testedOn')) ?? dayOfYear(schoolYear, sheet.testedOn);
    const systolic = readWhole(of('systolic'), { min: 50, max: 260 });
    const diastolic = readWhole(of('diastolic'), { min: 20, max: 200 });
    rows.push({
      at: { file, row },
      number,
      test: {
        schoolYear,
        grade,
        sex,
        ageMonths: day === null || birthDate === null ? null : monthsBetween(birthDate, day),
        testedOn: day,
        values,
        notMeasured: states,
        bloodPressure: systolic && diastolic ? { systolic, diastolic } : null,
        source: 'import',
      },
    });
  }
  return { rows, unusable: without };
}

/** Student number and birth date by row; a file without names has neither and is still scored. */
function identitiesOf(
  cells: TemplateCells,
): ReadonlyMap<number, { readonly number: string | null; readonly birthDate: string | null }> {
  const sheet = readLinkageSheet(cells);
  if (sheet.kind === 'unusable') return new Map();
  return new Map(
    Array.from(sheet.rows, ({ row, identity }) => [
      row,
      { number: identity.number, birthDate: isoDay(identity.birthDate) },
    ]),
  );
}

/** `yyyymmdd` as an ISO date; `null` where it is no day of the calendar. */
function isoDay(packed: number): string | null {
  const day = readDay(String(packed));
  return day ?? null;
}

/** From September on it is the school year's first calendar year. */
function dayOfYear(schoolYear: number, monthAndDay: string | undefined): string | null {
  if (monthAndDay === undefined) return null;
  const year = Number(monthAndDay.slice(0, 2)) >= 9 ? schoolYear : schoolYear + 1;
  return readDay(`${year}-${monthAndDay}`) ?? null;
}
