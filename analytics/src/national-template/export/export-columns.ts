import type { ItemKey } from '@tizhi/contracts';
import { EYE_HEADINGS, EYE_SIDES, type EyePart, type Vision, type VisionField } from '../vision.ts';
import type { ExportOptions, ExportPupil } from './national-export.ts';

/** What a column of the national file holds. `nothing`: it stays empty (no grade does the 400 m run). */
export type ExportField =
  | Exclude<keyof ExportPupil, 'grade' | 'values' | 'states' | 'vision'>
  | 'schoolName'
  | 'nothing'
  | ItemKey
  | VisionField;

export interface ExportColumn {
  readonly heading: string;
  readonly field: ExportField;
}

const columns = (listed: readonly (readonly [string, ExportField])[]): readonly ExportColumn[] =>
  listed.map(([heading, field]) => ({ heading, field }));

/** The fixed identity columns, in order (reporting-template.md of the shared standard notes). */
const IDENTITY = columns([
  ['年级编号', 'gradeCode'],
  ['班级编号', 'classCode'],
  ['班级名称', 'className'],
  ['学籍号', 'studentNumber'],
  ['民族代码', 'nationality'],
  ['姓名', 'name'],
  ['性别', 'sex'],
  ['出生日期', 'birthDate'],
  ['家庭住址', 'address'],
]);

/** The test columns with the validator's names. */
const TESTS = columns([
  ['身高', 'height'],
  ['体重', 'weight'],
  ['肺活量', 'vital_capacity'],
  ['50米跑', 'run_50m'],
  ['坐位体前屈', 'sit_and_reach'],
  ['一分钟跳绳', 'rope_skip_1min'],
  ['一分钟仰卧起坐', 'sit_up_1min'],
  ['50米×8往返跑', 'shuttle_50m_x8'],
  ['引体向上', 'pull_up'],
  ['400米跑', 'nothing'],
  ['立定跳远', 'standing_long_jump'],
  ['1000米跑', 'run_1000m'],
  ['800米跑', 'run_800m'],
]);

const DISTRICT_NAMES: { readonly [item in ExportField]?: string } = {
  run_50m: '50米',
  sit_up_1min: '仰卧起坐',
  shuttle_50m_x8: '50米*8往返跑',
};
const SCHOOL = columns([['学校名称', 'schoolName']]);
const DISTRICT_IDENTITY = columns([
  ['身份证号', 'idNumber'],
  ['生源地', 'origin'],
]);
const UNIVERSITY_IDENTITY = columns([
  ['身份证号', 'idNumber'],
  ['学生来源', 'origin'],
]);
const UNIVERSITY_TESTS = columns([
  ['身高', 'height'],
  ['体重', 'weight'],
  ['肺活量', 'vital_capacity'],
  ['50米跑', 'run_50m'],
  ['立定跳远', 'standing_long_jump'],
  ['坐位体前屈', 'sit_and_reach'],
  ['800米跑', 'run_800m'],
  ['1000米跑', 'run_1000m'],
  ['一分钟仰卧起坐', 'sit_up_1min'],
  ['引体向上', 'pull_up'],
]);

const eye = (side: keyof Vision, part: EyePart): ExportColumn => ({
  heading: EYE_SIDES[side] + EYE_HEADINGS[part],
  field: `${side}.${part}`,
});

/** Before 2021 each measure stood for both eyes, since then each eye with all its measures. */
const VISION: Readonly<Record<ExportOptions['vision'], readonly ExportColumn[]>> = {
  none: [],
  before_2021: (['naked', 'pinhole', 'refraction'] as const).flatMap((part) => [
    eye('left', part),
    eye('right', part),
  ]),
  since_2021: (['left', 'right'] as const).flatMap((side) =>
    (['naked', 'sphere', 'cylinder', 'axis'] as const).map((part) => eye(side, part)),
  ),
};

/** The columns of a variant, in order. */
export function exportColumns({
  variant,
  vision,
}: Pick<ExportOptions, 'variant' | 'vision'>): readonly ExportColumn[] {
  switch (variant) {
    case 'national':
      return [...IDENTITY, ...TESTS, ...VISION[vision]];
    case 'district':
      return [
        ...SCHOOL,
        ...IDENTITY,
        ...DISTRICT_IDENTITY,
        ...TESTS.map(({ heading, field }) => ({ heading: DISTRICT_NAMES[field] ?? heading, field })),
        ...VISION[vision],
      ];
    case 'university':
      return [...IDENTITY, ...UNIVERSITY_IDENTITY, ...UNIVERSITY_TESTS];
  }
}
