import type { SubjectId } from '@tizhi/contracts';
import { describe, expect, it } from 'vitest';
import { matchHistory } from './match-history.ts';
import { type HistoryRow, readHistory } from './read-history.ts';

/** Synthetic files; nobody in them exists. */
const HEADINGS = [
  '学校名称',
  '学年',
  '测试日期',
  '年级编号',
  '班级名称',
  '学籍号',
  '姓名',
  '性别',
  '出生日期',
  '身高',
  '体重',
  '50米跑',
  '收缩压',
  '舒张压',
];
const CELLS = {
  school: '合成小学',
  year: '2022-2023',
  day: '2022-10-12',
  grade: '14',
  class: '3班',
  number: 'SYN-1',
  name: '合成甲',
  sex: '1',
  born: '2013-03-04',
  height: '140.2',
  weight: '33',
  sprint: '9.4',
  systolic: '',
  diastolic: '',
};
const row = (more: Partial<typeof CELLS> = {}): string[] => Object.values({ ...CELLS, ...more });
const read = (rows: string[][], options: { year?: number; testedOn?: string } = {}, headings = HEADINGS) =>
  readHistory([{ name: '历年', cells: [headings, ...rows] }], { today: '2026-11-28', ...options });

describe('a file of earlier years', () => {
  it('gives each row as a test, with age, pressure and why an item has no value', () => {
    const { rows, errors } = read([row({ sprint: '免测', systolic: '110', diastolic: '70' })]);
    expect(errors).toEqual([]);
    expect(rows[0]).toMatchObject({ row: 2, name: '合成甲', studentNumber: 'SYN-1', schoolName: '合成小学' });
    expect(rows[0]?.test).toMatchObject({
      schoolYear: 2022,
      grade: '4',
      ageMonths: 115,
      testedOn: '2022-10-12',
      values: { height: 140.2, weight: 33 },
      bloodPressure: { systolic: 110, diastolic: 70 },
      source: 'import',
    });
    expect(rows[0]?.test.notMeasured).toMatchObject({ run_50m: 'exempt', vital_capacity: 'missing' });
  });

  it('may hold one pupil in several years, each in its place of the file', () => {
    const { rows, errors } = read([
      row(),
      row({ year: '2024', day: '2024-10-11', grade: '16' }),
      row({ number: 'SYN-2', name: '合成乙' }),
    ]);
    expect(errors).toEqual([]);
    expect(rows.map((each) => [each.row, each.studentNumber, each.test.schoolYear, each.test.grade])).toEqual(
      [
        [2, 'SYN-1', 2022, '4'],
        [4, 'SYN-2', 2022, '4'],
        [3, 'SYN-1', 2024, '6'],
      ],
    );
  });

  it.each([
    ['2022', 2022],
    ['2022-2023', 2022],
    ['2022/2023学年', 2022],
    ['2022—23', 2022],
  ])('reads the school year %s', (year, expected) => {
    expect(read([row({ year })]).rows[0]?.test.schoolYear).toBe(expected);
  });

  it.each([
    ['a year that is none', { year: '二〇二二' }, 'B2'],
    ['a span of years that is no school year', { year: '2022-2024' }, 'B2'],
    ['a day that is none', { day: '2022-02-30' }, 'C2'],
    ['half a blood pressure', { systolic: '110' }, 'N2'],
    ['a blood pressure that nobody has', { systolic: '20', diastolic: '70' }, 'M2'],
    ['a height that nobody has', { height: '900' }, 'J2'],
    ['no name', { name: '' }, 'G2'],
  ])('names the cell of %s', (_, more, cell) => {
    expect(read([row(more)]).errors.map((error) => error.cell)).toContain(cell);
  });

  it('needs a school year from somewhere, and takes one for the whole file', () => {
    expect(read([row({ year: '' })]).errors[0]?.en).toContain('school year');
    const { rows, errors } = read([row({ year: '', day: '' })], { year: 2021, testedOn: '2021-10-01' });
    expect(errors).toEqual([]);
    expect(rows[0]?.test).toMatchObject({ schoolYear: 2021, testedOn: '2021-10-01', ageMonths: 102 });
  });

  it('knows no age where it knows no day', () => {
    expect(read([row({ day: '' })]).rows[0]?.test.ageMonths).toBeNull();
  });

  it('refuses one pupil twice in one year, and more years than a life has', () => {
    expect(read([row(), row()]).errors.length).toBeGreaterThan(0);
    const many = Array.from({ length: 21 }, (_, n) => row({ year: String(2001 + n), day: '' }));
    expect(read(many).errors[0]?.en).toContain('school years');
  });
});

describe('a row of an earlier year', () => {
  const known = (
    n: number,
    more: Partial<{ name: string; birthDate: string; studentNumber: string }> = {},
  ) => ({
    subject: `s-${n}` as SubjectId,
    sex: 'male' as const,
    birthDate: `2013-03-0${n}`,
    name: `合成${n}`,
    studentNumber: `SYN-${n}`,
    ...more,
  });
  const rowOf = (n: number, more: Partial<typeof CELLS> = {}): HistoryRow => {
    const [found] = read([
      row({ number: `SYN-${n}`, name: `合成${n}`, born: `2013-03-0${n}`, ...more }),
    ]).rows;
    if (found === undefined) throw new Error('no row');
    return found;
  };
  const kinds = (rows: HistoryRow[], pupils: ReturnType<typeof known>[]) =>
    matchHistory(rows, pupils).map((match) => (match.kind === 'linked' ? match.subject : match.kind));

  it('is a pupil’s by number and name, or by number and birth date', () => {
    expect(kinds([rowOf(1)], [known(1), known(2)])).toEqual(['s-1']);
    expect(kinds([rowOf(1, { name: '改名' })], [known(1)])).toEqual(['s-1']);
    expect(kinds([rowOf(1, { born: '2013-12-01' })], [known(1)])).toEqual(['s-1']);
  });

  it('is a pupil’s by name, birth date and sex where the number is new', () => {
    expect(kinds([rowOf(1, { number: 'OLD-7' })], [known(1), known(2)])).toEqual(['s-1']);
    expect(kinds([rowOf(1, { number: 'OLD-7', sex: '2' })], [known(1)])).toEqual(['unlinked']);
    expect(kinds([rowOf(3)], [known(1)])).toEqual(['unlinked']);
  });

  it('is for a person to look at where facts contradict or fit two', () => {
    expect(kinds([rowOf(1, { name: '别人', born: '2012-01-01' })], [known(1)])).toEqual(['review']);
    expect(kinds([rowOf(1, { sex: '2' })], [known(1)])).toEqual(['review']);
    const twin = known(2, { name: '合成1', birthDate: '2013-03-01' });
    expect(kinds([rowOf(1, { number: 'OLD-7' })], [known(1), twin])).toEqual(['review']);
    expect(kinds([rowOf(1)], [known(1), twin])).toEqual(['review']);
    expect(kinds([rowOf(1), rowOf(1, { number: 'OLD-7' })], [known(1)])).toEqual(['review', 'review']);
  });
});
