import type { ItemKey } from '@tizhi/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRoster } from '../roster/index.ts';
import { anyPupil, BOY, OPTIONS, TODAY } from './export.fixture.ts';
import type { ExportOptions, ExportPupil, NationalExport } from './national-export.ts';
import { EXPORT_VARIANTS, VISION_VARIANTS } from './national-export.ts';
import { writeNationalTemplate } from './write-template.ts';

const write = (pupil: Partial<ExportPupil>, options: Partial<ExportOptions> = {}): NationalExport =>
  writeNationalTemplate([{ ...BOY, ...pupil }], { ...OPTIONS, ...options });
const problemsOf = (made: NationalExport) =>
  made.kind === 'refused' ? made.problems.map(({ cell, column }) => `${cell} ${column}`) : [];

function headingsOf(options: Partial<ExportOptions>): string {
  const made = writeNationalTemplate([], { ...OPTIONS, ...options });
  return made.kind === 'written' ? made.headings.join(', ') : 'refused';
}

const IDENTITY = '年级编号, 班级编号, 班级名称, 学籍号, 民族代码, 姓名, 性别, 出生日期, 家庭住址';
const TESTS =
  '身高, 体重, 肺活量, 50米跑, 坐位体前屈, 一分钟跳绳, 一分钟仰卧起坐, 50米×8往返跑, 引体向上, 400米跑, 立定跳远, 1000米跑, 800米跑';

describe('headings', () => {
  it.each([
    [{}, `${IDENTITY}, ${TESTS}`],
    [
      { vision: 'before_2021' },
      `${IDENTITY}, ${TESTS}, 左眼裸眼视力, 右眼裸眼视力, 左眼串镜, 右眼串镜, 左眼屈光不正, 右眼屈光不正`,
    ],
    [
      { vision: 'since_2021' },
      `${IDENTITY}, ${TESTS}, 左眼裸眼视力, 左眼屈光球镜S, 左眼屈光柱镜C, 左眼屈光轴位A, 右眼裸眼视力, 右眼屈光球镜S, 右眼屈光柱镜C, 右眼屈光轴位A`,
    ],
    [
      { variant: 'district' },
      `学校名称, ${IDENTITY}, 身份证号, 生源地, ${TESTS.replace('50米跑', '50米').replace('一分钟仰卧起坐', '仰卧起坐').replace('×', '*')}`,
    ],
    [
      { variant: 'university' },
      `${IDENTITY}, 身份证号, 学生来源, 身高, 体重, 肺活量, 50米跑, 立定跳远, 坐位体前屈, 800米跑, 1000米跑, 一分钟仰卧起坐, 引体向上`,
    ],
  ] as [Partial<ExportOptions>, string][])('of %j are exact and in order', (options, headings) => {
    expect(headingsOf(options)).toBe(headings);
  });
});

describe('a row', () => {
  it('holds codes, numbers and times as text and measurements as numbers', () => {
    expect(write({})).toEqual({
      kind: 'written',
      notices: [],
      headings: `${IDENTITY}, ${TESTS}`.split(', '),
      cells: [
        [
          ...['22', '22010001', '八年级1班', 'SYN-0001', '1', '合成学生甲', '1', '2013-03-04', '合成路 1 号'],
          ...[165, 62, 3450, 8, 7.7, null, null, null, 16, null, 209, `3'45"`, null],
        ],
      ],
    });
  });

  it('leaves a result with a reason empty for the upload', () => {
    const { run_1000m: _, ...values } = BOY.values;
    const made = write({ values, states: { run_1000m: 'exempt' } }, { states: 'empty' });
    expect(made).toMatchObject({ kind: 'written', cells: [expect.not.arrayContaining(['免测'])] });
  });
});

describe('nothing is written', () => {
  const values = (given: { readonly [item in ItemKey]?: number }) => ({
    values: { ...BOY.values, ...given },
  });
  const { pull_up: _, ...noPullUp } = BOY.values;

  it.each([
    ['a grade that is not known', { grade: 'u12', gradeCode: null }, 'A2 年级编号'],
    ['no class number', { classCode: null }, 'B2 班级编号'],
    ['no class name', { className: ' ' }, 'C2 班级名称'],
    ['a student number of another form', { studentNumber: '学籍' }, 'D2 学籍号'],
    ['an unknown nationality', { nationality: '77' }, 'E2 民族代码'],
    ['no name', { name: '' }, 'F2 姓名'],
    ['a birth date in the future', { birthDate: '2026-11-25' }, 'H2 出生日期'],
    ['a day that is not in the calendar', { birthDate: '2013-02-29' }, 'H2 出生日期'],
    ['no address', { address: null }, 'I2 家庭住址'],
    ['a height of 16.5 m', values({ height: 1650 }), 'J2 身高'],
    ['a weight with two decimals', values({ weight: 62.55 }), 'K2 体重'],
    ['half a millilitre', values({ vital_capacity: 3450.5 }), 'L2 肺活量'],
    ['no number at all', values({ run_50m: Number.NaN }), 'M2 50米跑'],
    ['1000 m within a minute', values({ run_1000m: 60 }), 'U2 1000米跑'],
    ["a girl's item of a boy", values({ sit_up_1min: 40 }), 'P2 一分钟仰卧起坐'],
    ["the girls' run of a boy", values({ run_800m: 200 }), 'V2 800米跑'],
    ['an item of another grade', values({ rope_skip_1min: 100 }), 'O2 一分钟跳绳'],
    ['neither a result nor a reason', { values: noPullUp }, 'R2 引体向上'],
    ['both a result and a reason', { states: { pull_up: 'exempt' } }, 'R2 引体向上'],
  ] as [string, Partial<ExportPupil>, string][])('with %s', (_name, pupil, place) => {
    expect(problemsOf(write(pupil))).toContain(place);
  });

  it('with one number of two pupils: the second is named', () => {
    const made = writeNationalTemplate([BOY, { ...BOY, name: '合成学生乙' }], OPTIONS);
    expect(made).toMatchObject({ kind: 'refused', problems: [{ pupil: 1, cell: 'D3' }] });
  });

  it('without naked vision from 2021 on, unless the school says so', () => {
    expect(problemsOf(write({}, { vision: 'since_2021' }))).toEqual(['W2 左眼裸眼视力', 'AA2 右眼裸眼视力']);
    const allowed = write({}, { vision: 'since_2021', allowEmpty: ['vision'] });
    expect(allowed).toMatchObject({ kind: 'written', notices: [{ cell: 'W2' }, { cell: 'AA2' }] });
  });

  it.each([
    [{ naked: 2.9 }, 'W2 左眼裸眼视力'],
    [{ naked: 5.0, pinhole: 1 }, 'Y2 左眼串镜'],
    [{ naked: 4.9, pinhole: 0 }, 'Y2 左眼串镜'],
    [{ naked: 4.9, refraction: 4 }, 'AA2 左眼屈光不正'],
  ])('with the eye %j', (left, place) => {
    const vision = { left, right: { naked: 5 } };
    expect(problemsOf(write({ vision }, { vision: 'before_2021' }))).toEqual([place]);
  });
});

it('what is exported is read back the same, in every variant', () => {
  const kinds = fc.constantFrom(
    ...EXPORT_VARIANTS.flatMap((variant) => VISION_VARIANTS.map((vision) => ({ variant, vision }))),
  );
  const cases = kinds.chain(({ variant, vision }) =>
    fc.record({
      options: fc.constant({ ...OPTIONS, variant, vision, allowEmpty: ['idNumber', 'origin'] as const }),
      pupils: fc.uniqueArray(anyPupil(variant === 'university' ? 'none' : vision), {
        selector: ({ studentNumber }) => studentNumber,
        maxLength: 12,
        minLength: 1,
      }),
    }),
  );
  fc.assert(
    fc.property(cases, ({ options, pupils }) => {
      const given =
        options.variant === 'university' ? pupils.filter(({ grade }) => grade.startsWith('u')) : pupils;
      fc.pre(given.length > 0);
      const made = writeNationalTemplate(given, options);
      if (made.kind === 'refused') throw new Error(JSON.stringify(made.problems));
      const read = readRoster([{ name: '', cells: [made.headings, ...made.cells] }], { today: TODAY });
      expect(read.errors).toEqual([]);
      const classes = new Map(read.classes.map((each) => [each.key, each]));
      expect(
        read.pupils.map(({ sheet: _s, row: _r, cell: _c, seat: _n, tag: _t, class: of, ...pupil }) => {
          const { grade, gradeCode, code, name } = classes.get(of) ?? {};
          const isUniversity = grade?.startsWith('u');
          return {
            ...pupil,
            grade,
            gradeCode: isUniversity ? gradeCode : null,
            classCode: code,
            className: name,
          };
        }),
      ).toEqual(given);
    }),
    { numRuns: 300 },
  );
});
