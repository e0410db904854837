import { type FitnessTest, ITEMS, type ItemKey, type NotMeasured } from '@tizhi/contracts';
import { seededChance } from '../linkage/seeded-chance.ts';
import { gradeCodeOf } from '../national-template/grade-code.ts';
import { STATE_WORDS } from '../national-template/item-cell.ts';
import { formatItemValue } from '../standard/index.ts';
import type { Sitting } from './fitness-history.ts';
import { resultsOf } from './fitness-pupil.ts';
import { type CityTest, cityTests, corrupter, type IdentityText, identityText, USUAL_MIX } from './people.ts';

/** A city as national files would hold it. */
export interface CityFiles {
  readonly pupils: number;
  readonly seed: number;
  readonly cohorts: number;
  /** School year, by its first calendar year, of the oldest cohort's grade 4. */
  readonly firstYear: number;
  /** Share of the rows with an error in who they are about, 0-1. */
  readonly errors: number;
}

/** One row, the file it stands in, and the truth about it. */
export interface CityRow {
  readonly school: string;
  readonly schoolYear: number;
  /** In the order of `CITY_HEADINGS`. */
  readonly cells: readonly string[];
  /** Who it really is, from 0, and what was done to the row. */
  readonly pupil: number;
  readonly errors: readonly string[];
}

/** The validator's names, in its order; 400米跑 stays empty, as no grade does it. */
const ITEM_COLUMNS: readonly (ItemKey | null)[] = [
  'height',
  'weight',
  'vital_capacity',
  'run_50m',
  'sit_and_reach',
  'rope_skip_1min',
  'sit_up_1min',
  'shuttle_50m_x8',
  'pull_up',
  null,
  'standing_long_jump',
  'run_1000m',
  'run_800m',
];

/** The national template with the extra columns 学校名称 and 学年 in front. */
export const CITY_HEADINGS: readonly string[] = [
  ...[
    '学校名称',
    '学年',
    '年级编号',
    '班级编号',
    '班级名称',
    '学籍号',
    '民族代码',
    '姓名',
    '性别',
    '出生日期',
    '家庭住址',
  ],
  ...ITEM_COLUMNS.map((item) => (item === null ? '400米跑' : ITEMS[item].zh)),
];

const CLERKS = 0x5eed;

/** Every row of a synthetic city, pupil by pupil; the same for the same options. Nobody in it lives. */
export function* cityRows(of: CityFiles): Generator<CityRow> {
  const corrupt = corrupter({ rate: of.errors, mix: USUAL_MIX, chance: seededChance(of.seed ^ CLERKS) });
  let before: IdentityText | undefined;
  for (const tests of pupilByPupil(of)) {
    const results = resultsOfTests(of.seed, tests);
    for (const test of tests) {
      const result = results.find(({ grade }) => grade === test.grade);
      if (result === undefined) continue;
      const right = identityText(test);
      const { row, kinds } = corrupt(right, before ?? right);
      before = right;
      yield {
        school: test.school,
        schoolYear: test.schoolYear,
        cells: cellsOf(test, row, result),
        pupil: test.pupil,
        errors: kinds,
      };
    }
  }
}

function* pupilByPupil(of: CityFiles): Generator<readonly CityTest[]> {
  let tests: CityTest[] = [];
  for (const test of cityTests(of)) {
    if (tests[0] !== undefined && tests[0].pupil !== test.pupil) {
      yield tests;
      tests = [];
    }
    tests.push(test);
  }
  if (tests.length > 0) yield tests;
}

function resultsOfTests(seed: number, tests: readonly CityTest[]): readonly FitnessTest[] {
  const [first] = tests;
  if (first === undefined) return [];
  const sittings = (['4', '6', '8'] as const).map((grade): Sitting | null => {
    const test = tests.find((each) => each.grade === grade);
    if (test === undefined) return null;
    // 合成第12小学 is the twelfth of its kind.
    const school = Number(/\d+/.exec(test.school)?.[0] ?? 1) - 1;
    return { grade, schoolYear: test.schoolYear, kind: grade === '8' ? 'middle' : 'primary', school };
  });
  const { sex, birthDate, pupil } = first;
  return resultsOf({ seed, index: pupil, sex, birthDate, sittings }).tests;
}

function cellsOf(test: CityTest, who: IdentityText, { values, notMeasured }: FitnessTest): string[] {
  const gradeCode = gradeCodeOf(test.grade, null) ?? '';
  return [
    who.school,
    `${test.schoolYear}-${test.schoolYear + 1}`,
    gradeCode,
    `${test.schoolYear}${gradeCode}${String(test.classNumber).padStart(2, '0')}`,
    who.className,
    who.number,
    '1',
    who.name,
    who.sex,
    who.birthDate,
    `合成路 ${(test.pupil % 999) + 1} 号`,
    ...ITEM_COLUMNS.map((item) => (item === null ? '' : itemCell(item, values[item], notMeasured[item]))),
  ];
}

function itemCell(item: ItemKey, value: number | undefined, reason: NotMeasured | undefined): string {
  if (value !== undefined) return formatItemValue(item, value);
  return reason === undefined || reason === 'missing' ? '' : STATE_WORDS[reason];
}
