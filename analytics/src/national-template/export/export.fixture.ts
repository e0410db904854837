import { GRADES, type Grade, ITEMS, type ItemKey, SEXES, type Sex } from '@tizhi/contracts';
import fc from 'fast-check';
import { stepsPerUnit } from '../../standard/measurement.ts';
import { gradeCodeOf } from '../grade-code.ts';
import type { MissingState } from '../item-cell.ts';
import { measuredItemsOf } from '../own-items.ts';
import type { Eye, Vision } from '../vision.ts';
import type { ExportOptions, ExportPupil } from './national-export.ts';

export const TODAY = '2026-11-24';

export const OPTIONS: ExportOptions = {
  variant: 'national',
  vision: 'none',
  states: 'words',
  allowEmpty: [],
  schoolName: '合成学校',
  today: TODAY,
};

/** A synthetic boy of grade 8 with every result. */
export const BOY: ExportPupil = {
  grade: '8',
  gradeCode: null,
  classCode: '22010001',
  className: '八年级1班',
  studentNumber: 'SYN-0001',
  nationality: '1',
  name: '合成学生甲',
  sex: 'male',
  birthDate: '2013-03-04',
  address: '合成路 1 号',
  values: {
    height: 165,
    weight: 62,
    vital_capacity: 3450,
    run_50m: 8,
    sit_and_reach: 7.7,
    standing_long_jump: 209,
    pull_up: 16,
    run_1000m: 225,
  },
  states: {},
  vision: null,
};

const anyValueOf = (item: ItemKey): fc.Arbitrary<number> => {
  const scale = stepsPerUnit(item);
  const { min, max } = ITEMS[item];
  return fc.integer({ min: min * scale, max: max * scale }).map((steps) => steps / scale);
};
const state = fc.constantFrom<MissingState>('exempt', 'deferred', 'absent');

const results = (grade: Grade, sex: Sex) =>
  fc
    .tuple(
      ...[...measuredItemsOf(grade, sex)].map((item) =>
        fc.oneof(
          { weight: 5, arbitrary: anyValueOf(item).map((value) => ({ item, value })) },
          { weight: 1, arbitrary: state.map((why) => ({ item, why })) },
        ),
      ),
    )
    .map((cells) => ({
      values: Object.fromEntries(cells.flatMap((cell) => ('value' in cell ? [[cell.item, cell.value]] : []))),
      states: Object.fromEntries(cells.flatMap((cell) => ('why' in cell ? [[cell.item, cell.why]] : []))),
    }));

const naked = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 30, max: 53 }).map((tenths) => tenths / 10),
);
const dioptre = (most: number) =>
  fc.integer({ min: -4 * most, max: 4 * most }).map((quarters) => quarters / 4);

const EYES: Readonly<Record<ExportOptions['vision'], fc.Arbitrary<Eye> | null>> = {
  none: null,
  before_2021: naked.chain((seen) =>
    fc.record({
      naked: fc.constant(seen),
      pinhole: seen >= 5 ? fc.constant(0) : fc.constantFrom(-1, 1, 2, 9),
      refraction: fc.constantFrom(0, 1, 2, 3, 9),
    }),
  ),
  since_2021: fc.record({
    naked,
    sphere: dioptre(20),
    cylinder: dioptre(6),
    axis: fc.integer({ min: 0, max: 180 }),
  }),
};

const visionOf = (kind: ExportOptions['vision']): fc.Arbitrary<Vision | null> => {
  const eye = EYES[kind];
  return eye === null ? fc.constant(null) : fc.record({ left: eye, right: eye });
};

const han = fc.string({ unit: fc.constantFrom(...'合成学生甲乙丙丁'), minLength: 2, maxLength: 4 });
const birthDate = fc
  .date({ min: new Date('2002-01-01T00:00Z'), max: new Date('2020-12-31T00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

const gradeCode = (grade: Grade): fc.Arbitrary<string | null> => {
  if (!grade.startsWith('u')) return fc.constant(null);
  return fc.constantFrom(...(grade === 'u12' ? ['41', '42'] : ['43', '44']));
};

/** Any pupil that the national system takes, but for the student number. */
export const anyPupil = (kind: ExportOptions['vision']): fc.Arbitrary<ExportPupil> =>
  fc.tuple(fc.constantFrom(...GRADES), fc.constantFrom(...SEXES)).chain(([grade, sex]) =>
    fc
      .record({
        code: gradeCode(grade),
        class: fc.integer({ min: 1, max: 20 }),
        number: fc.integer({ min: 0, max: 99_999_999 }),
        nationality: fc.integer({ min: 1, max: 56 }).map(String),
        name: han,
        birthDate,
        address: han.map((street) => `${street}路 1 号`),
        results: results(grade, sex),
        vision: visionOf(kind),
      })
      .map(({ code, class: of, number, results: done, ...person }) => ({
        ...person,
        grade,
        sex,
        gradeCode: code,
        classCode: `${gradeCodeOf(grade, code)}${String(of).padStart(4, '0')}`,
        className: `合成${grade}-${of}班`,
        studentNumber: `SYN${String(number).padStart(8, '0')}`,
        ...done,
      })),
  );
