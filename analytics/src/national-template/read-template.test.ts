import { describe, expect, it } from 'vitest';
import { type Cell, readNationalTemplate, type TemplateCells, type TemplateRow } from '../index.ts';

const HEADINGS = [
  '年级编号,班级编号,班级名称,学籍号,民族代码,姓名,性别,出生日期,家庭住址,身高,体重,肺活量,50米跑,坐位体前屈',
  '一分钟跳绳,一分钟仰卧起坐,50米×8往返跑,引体向上,400米跑,立定跳远,1000米跑,800米跑,左眼裸眼视力',
]
  .join(',')
  .split(',');

/** A row of the template with the named cells filled. */
const rowOf = (cells: Readonly<Record<string, Cell>>): Cell[] => HEADINGS.map((name) => cells[name] ?? null);

function rowsOf(cells: TemplateCells): TemplateRow[] {
  const template = readNationalTemplate(cells);
  if (template.kind === 'unusable') throw new Error(template.problem.en);
  return [...template.rows];
}

const only = (cells: Readonly<Record<string, Cell>>): TemplateRow | undefined =>
  rowsOf([HEADINGS, rowOf(cells)])[0];
const problemOf = (cells: TemplateCells): string | undefined => {
  const template = readNationalTemplate(cells);
  return template.kind === 'unusable' ? template.problem.en : undefined;
};

describe('rows', () => {
  it('hold grade, sex and the values of their group', () => {
    const row = only({ 年级编号: 22, 性别: 1, 身高: '160.5', 体重: 54.4, 引体向上: 0, '1000米跑': `3'45"` });
    expect(row).toEqual({
      row: 2,
      grade: '8',
      sex: 'male',
      values: { height: 160.5, weight: 54.4, pull_up: 0, run_1000m: 225 },
      states: {},
      errors: [],
    });
  });

  it('keep their order and their number in the spreadsheet; blank ones are passed over', () => {
    const pupil = rowOf({ 年级编号: '11', 性别: '2' });
    const blank = HEADINGS.map(() => '');
    expect(rowsOf([HEADINGS, pupil, blank, pupil, []]).map(({ row }) => row)).toEqual([2, 4]);
  });

  it('begin below the headings, also where a title stands above', () => {
    const title = ['某校 2024 年体质健康测试'];
    expect(rowsOf([title, [], HEADINGS, rowOf({ 年级编号: 11, 性别: 1 })])).toMatchObject([
      { row: 4, grade: '1' },
    ]);
  });

  it('may be shorter than the headings', () => {
    expect(rowsOf([HEADINGS, ['11']])).toMatchObject([{ grade: '1', sex: null }]);
  });
});

describe('grades', () => {
  it.each([
    ['11', '1'],
    ['12', '2'],
    ['16', '6'],
    ['21', '7'],
    ['23', '9'],
    ['31', '10'],
    ['32', '11'],
    ['33', '12'],
    ['41', 'u12'],
    ['42', 'u12'],
    ['43', 'u34'],
    ['44', 'u34'],
    [22, '8'],
    ['２２', '8'],
    ['22.0', '8'],
    [' 22 ', '8'],
    ['初二', '8'],
    ['八年级', '8'],
  ])('code %s is grade %s', (code, grade) => {
    expect(only({ 年级编号: code, 性别: 1 })?.grade).toBe(grade);
  });

  it.each(['7', '17', '20', '24', '34', '45', '99', 'x', '', null])('code %s is unknown', (code) => {
    const row = only({ 年级编号: code, 性别: 1, 身高: 160, '50米跑': 'abc' });
    expect(row).toMatchObject({ grade: null, sex: 'male', values: {} });
    expect(row?.errors).toHaveLength(1);
    expect(row?.errors[0]).toMatchObject({ row: 2, column: '年级编号', code: 'TIZHI_CELL_INVALID' });
  });

  const gradesUnder = (heading: string, codes: readonly string[]) =>
    rowsOf([[heading, '性别', '身高'], ...codes.map((code) => [code, '1', '150'])]).map(({ grade }) => grade);

  it('11 under 年级编号 is grade 1 whatever stands beside it', () => {
    expect(gradesUnder('年级编号', ['11', '7'])).toEqual(['1', null]);
  });

  it('11 under another heading is what the rest of the column says', () => {
    expect(gradesUnder('grade', ['11', '7', 'u12'])).toEqual(['11', '7', 'u12']);
    expect(gradesUnder('年级', ['11', '13'])).toEqual(['1', '3']);
    expect(gradesUnder('年级', ['11', '10'])).toEqual(['11', '10']);
    expect(gradesUnder('grade', ['11', '12'])).toEqual(['11', '12']);
    expect(gradesUnder('年级', ['11', '12'])).toEqual(['1', '2']);
  });

  it('11 beside both kinds is not guessed', () => {
    expect(gradesUnder('grade', ['11', '7', '21'])).toEqual([null, '7', '7']);
  });
});

describe('sexes', () => {
  it.each([
    [1, 'male'],
    ['1', 'male'],
    ['1.0', 'male'],
    ['男', 'male'],
    ['Male', 'male'],
    [2, 'female'],
    ['２', 'female'],
    ['女', 'female'],
    ['female', 'female'],
  ])('%s is %s', (code, sex) => {
    expect(only({ 年级编号: 11, 性别: code })?.sex).toBe(sex);
  });

  it.each(['0', '3', '9', '不详', null])('%s is unknown', (code) => {
    expect(only({ 年级编号: 11, 性别: code })).toMatchObject({ sex: null, errors: [{ column: '性别' }] });
  });
});

describe('cells', () => {
  it('that are bad are errors with heading, value and sentence, and no value', () => {
    const row = only({ 年级编号: 22, 性别: 1, '50米跑': '8..1', 肺活量: 3000 });
    expect(row?.values).toEqual({ vital_capacity: 3000 });
    expect(row?.errors).toEqual([
      {
        row: 2,
        column: '50米跑',
        value: '8..1',
        code: 'TIZHI_CELL_INVALID',
        zh: '第 2 行 50米跑：“8..1” 不是数字。允许：5.0 – 20.0 秒。',
        en: 'Row 2, 50米跑: "8..1" is not a number. Allowed: 5.0 – 20.0 s.',
      },
    ]);
  });

  it('that say why nothing was measured are states, not values', () => {
    const row = only({ 年级编号: 22, 性别: 1, '50米跑': '免测', '1000米跑': '缓测', 引体向上: '缺考' });
    expect(row).toMatchObject({ values: {}, errors: [] });
    expect(row?.states).toEqual({ run_50m: 'exempt', run_1000m: 'deferred', pull_up: 'absent' });
  });

  it.each([
    [1, '一分钟仰卧起坐', 40],
    [1, '800米跑', `3'30"`],
    [1, '800米跑', 'x'],
    [2, '引体向上', 0],
    [2, '1000米跑', `4'00"`],
  ])('of the other sex (%s: %s) must be empty from grade 7 on', (sex, column, cell) => {
    for (const code of [21, 33, 44]) {
      const row = only({ 年级编号: code, 性别: sex, [column]: cell });
      expect(row?.errors).toMatchObject([{ column, code: 'TIZHI_CELL_INVALID' }]);
      expect(row?.values).toEqual({});
    }
    expect(only({ 年级编号: 21, 性别: sex, [column]: '免测' })?.errors).toEqual([]);
    expect(only({ 年级编号: 21, 性别: sex, [column]: '' })?.errors).toEqual([]);
  });

  it('of items that the grade does not do are ignored, good or bad', () => {
    const row = only({
      年级编号: 11,
      性别: 1,
      '1000米跑': 'x',
      '800米跑': `3'30"`,
      立定跳远: 150,
      '400米跑': 'x',
    });
    expect(row).toMatchObject({ values: {}, errors: [] });
  });

  it('are echoed at most 40 characters long', () => {
    const row = only({ 年级编号: 22, 性别: 1, '50米跑': '长'.repeat(100) });
    expect(row?.errors[0]?.value).toBe('长'.repeat(40));
  });
});

describe('columns', () => {
  it('of a result export are read beside their scores and levels', () => {
    const headings = ['年级编号', '性别', '肺活量成绩', '肺活量得分', '肺活量等级', '50米跑', '50米跑评分'];
    expect(rowsOf([headings, [22, 1, 3000, 76, '及格', 8.1, 78]])[0]?.values).toEqual({
      vital_capacity: 3000,
      run_50m: 8.1,
    });
  });

  it('that say the same in two ways: the exact name is meant', () => {
    const headings = ['年级', '年级编号', '性别', '跳绳', '一分钟跳绳'];
    expect(rowsOf([headings, ['一年级', 12, 1, 99, 100]])).toMatchObject([
      { grade: '2', values: { rope_skip_1min: 100 } },
    ]);
  });

  it('may stand in any order', () => {
    const headings = ['800米跑', '性别', '50米', '年级编号'];
    expect(rowsOf([headings, [`3'30"`, 2, 8, 22]])[0]?.values).toEqual({ run_800m: 210, run_50m: 8 });
  });
});

describe('unusable files', () => {
  it.each([
    ['nothing', [], 'it is empty'],
    ['blank cells', [[null, ''], ['  ']], 'it is empty'],
    [
      'no headings',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
      'no heading is recognised',
    ],
    ['no sex', [['年级编号', '身高']], 'the heading 性别 is missing'],
    ['no grade', [['性别', '身高']], 'the heading 年级编号 is missing'],
    ['no item', [['年级编号', '性别', '姓名']], 'the heading 身高'],
    ['the same heading twice', [['年级编号', '性别', '50米跑', '50米跑']], 'two columns hold "50米跑"'],
  ] as [string, TemplateCells, string][])('%s', (_name, cells, problem) => {
    expect(problemOf(cells)).toContain(problem);
  });
});
