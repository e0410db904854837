import type { Grade } from '@tizhi/contracts';
import type { Bilingual } from '../item-cell.ts';
import { ageOn } from './birth-date.ts';
import { gradeDiffers } from './class-of-row.ts';
import { classKey, type ReadRow } from './pupils-of-rows.ts';
import type { RosterError } from './roster-error.ts';
import type { RosterField } from './roster-headings.ts';
import { shortenedNumbers } from './shortened-numbers.ts';

interface Compared {
  readonly errors: readonly RosterError[];
  readonly warnings: readonly RosterError[];
}

const ONE_EACH: Bilingual = { zh: '每人一个', en: 'one for each pupil' };
const ONE_CLASS: Bilingual = {
  zh: '一个班级编号对应一个班级名称',
  en: 'one class name for each class number',
};
const LOOK: Bilingual = { zh: '核对后可照常导入', en: 'as it is, once somebody has looked' };

/** What is wrong between rows: the same number, seat or card twice, a class with two names. */
export function compareRows(rows: readonly ReadRow[], today: string): Compared {
  const twice = (field: RosterField, keyOf: (row: ReadRow) => string | null) =>
    duplicates(rows, keyOf).map(([row, first]) => row.row.errorAt(field, sameAs(first, field), ONE_EACH));
  const shortened = shortenedNumbers(rows);
  return {
    errors: [
      ...twice('studentNumber', ({ person }) => person.studentNumber),
      ...twice('seat', seatKey),
      ...twice('tag', ({ person }) => person.tag ?? null),
      ...classesWithTwoNames(rows),
      ...shortened.errors,
    ],
    warnings: [
      ...duplicates(rows, namesakeKey).map(([row, first]) =>
        row.row.errorAt('name', namesakeOf(first), LOOK),
      ),
      ...shortened.warnings,
      ...rows.filter(({ of }) => gradeDiffers(of)).flatMap(otherGrade),
      ...rows.flatMap((row) => unusualAge(row, today)),
    ],
  };
}

const seatKey = ({ person, of }: ReadRow): string | null =>
  of.class === null || typeof person.seat !== 'number' ? null : `${classKey(of.class)} ${person.seat}`;

const namesakeKey = ({ person: { name, birthDate } }: ReadRow): string | null =>
  name === null || birthDate === null ? null : `${name} ${birthDate}`;

/** Each row whose key another row had before it, with that first row. */
function duplicates(
  rows: readonly ReadRow[],
  keyOf: (row: ReadRow) => string | null,
): readonly (readonly [ReadRow, ReadRow])[] {
  const first = new Map<string, ReadRow>();
  return rows.flatMap((row) => {
    const key = keyOf(row);
    if (key === null) return [];
    const other = first.get(key);
    if (other === undefined) first.set(key, row);
    return other === undefined ? [] : [[row, other] as const];
  });
}

const sameAs = (first: ReadRow, field: RosterField): Bilingual => ({
  zh: `与 ${first.row.place(field)} 重复`,
  en: `is the same as ${first.row.place(field)}`,
});
const namesakeOf = (first: ReadRow): Bilingual => ({
  zh: `与 ${first.row.place('name')} 同名且同一天出生`,
  en: `has the name and the birth date of ${first.row.place('name')}`,
});

/** A class number with two names, or a name of a grade with two numbers: one of them is a slip. */
function classesWithTwoNames(rows: readonly ReadRow[]): readonly RosterError[] {
  const first = { code: new Map<string, ReadRow>(), name: new Map<string, ReadRow>() };
  return rows.flatMap((row) => {
    const own = row.of.class;
    if (own === null || own.code === null) return [];
    for (const by of ['code', 'name'] as const) {
      const key = JSON.stringify([own.gradeCode ?? own.grade, own[by]]);
      const other = first[by].get(key);
      if (other === undefined) first[by].set(key, row);
      else if (other.of.class !== null && classKey(other.of.class) !== classKey(own)) {
        const problem = {
          zh: `与 ${other.row.place('classCode')} 的班级编号或名称不一致`,
          en: `and its class name do not agree with ${other.row.place('classCode')}`,
        };
        return [row.row.errorAt('classCode', problem, ONE_CLASS)];
      }
    }
    return [];
  });
}

function otherGrade({ row }: ReadRow): readonly RosterError[] {
  const field = (['className', 'grade'] as const).find((each) => row.has(each));
  if (field === undefined) return [];
  return [row.errorAt(field, { zh: '与年级不一致', en: 'and the grade do not agree' }, LOOK)];
}

/** Years by which a pupil may be younger or older than the grade's usual age before somebody should look. */
const MAX_AGE_DIFFERENCE = 3;
/** Full years of age in the middle of grade 1. */
const AGE_BEFORE_GRADE_1 = 6;

function unusualAge({ row, of, person }: ReadRow, today: string): readonly RosterError[] {
  const usual = usualAge(of.grade);
  if (usual === undefined || person.birthDate === null) return [];
  const age = ageOn(today, person.birthDate);
  if (Math.abs(age - usual) <= MAX_AGE_DIFFERENCE) return [];
  const problem = { zh: `为 ${age} 岁，与年级不符`, en: `is an age of ${age}, unusual for the grade` };
  return [row.errorAt('birthDate', problem, LOOK)];
}

const usualAge = (grade: Grade | null): number | undefined =>
  grade === null || grade.startsWith('u') ? undefined : Number(grade) + AGE_BEFORE_GRADE_1;
