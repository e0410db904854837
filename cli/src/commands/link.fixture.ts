import { type CityTest, cityTests, corrupter, type IdentityText, identityText } from '@tizhi/analytics';
import { exportBytes } from './export-workbook.ts';

/** Synthetic pupils' national files of grades 4, 6 and 8 with errors in 3 % of the rows, and whose rows they are. */
export interface LinkFile {
  readonly grade: '4' | '6' | '8';
  readonly cells: readonly (readonly string[])[];
  /** Pupil of each row. */
  readonly pupils: readonly number[];
}

const CODES = { '4': '14', '6': '16', '8': '22' } as const;
export const LINK_HEADINGS = [
  ...['学校名称', '学年', '年级编号', '班级名称', '学籍号', '姓名', '性别', '出生日期', '身高'],
];

export function linkFiles(pupils: number): readonly LinkFile[] {
  const corrupt = corrupter({ rate: 0.03, chance: chanceOf(7) });
  const above = new Map<string, IdentityText>();
  const tests = [...cityTests({ pupils, seed: 19 })].map((test) => {
    const clean = identityText(test);
    const { row } = corrupt(clean, above.get(test.grade) ?? clean);
    above.set(test.grade, clean);
    return { test, cells: cellsOf(test, row) };
  });
  return (['4', '6', '8'] as const).map((grade) => {
    const own = tests.filter(({ test }) => test.grade === grade);
    return { grade, cells: own.map(({ cells }) => cells), pupils: own.map(({ test }) => test.pupil) };
  });
}

const cellsOf = (test: CityTest, row: IdentityText): string[] => [
  row.school,
  `${test.schoolYear}-${test.schoolYear + 1}学年`,
  CODES[test.grade],
  row.className,
  row.number,
  row.name,
  row.sex,
  row.birthDate,
  '140.0',
];

/** The file's bytes by the ending of its name; `without`: a heading that it lacks. */
export function linkBytes(name: string, { cells }: LinkFile, without?: string): Buffer {
  const kept = LINK_HEADINGS.flatMap((heading, index) => (heading === without ? [] : [index]));
  const of = (row: readonly string[]) => kept.map((index) => row[index] ?? '');
  return exportBytes(name, { headings: of(LINK_HEADINGS), cells: cells.map(of) });
}

/** A linear congruential generator: the same errors at every run. */
function chanceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
