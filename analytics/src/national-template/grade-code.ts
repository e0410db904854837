import { Grade, type Sex } from '@tizhi/contracts';
import { type Cell, plainText } from './text.ts';

/** 年级编号 of the national template: 11-16 primary, 21-23 junior, 31-33 senior, 41-44 university. */
const GRADE_OF_CODE: ReadonlyMap<string, Grade> = new Map([
  ['11', '1'],
  ['12', '2'],
  ['13', '3'],
  ['14', '4'],
  ['15', '5'],
  ['16', '6'],
  ['21', '7'],
  ['22', '8'],
  ['23', '9'],
  ['31', '10'],
  ['32', '11'],
  ['33', '12'],
  ['41', 'u12'],
  ['42', 'u12'],
  ['43', 'u34'],
  ['44', 'u34'],
]);

const CODE_OF_GRADE: ReadonlyMap<Grade, string> = new Map(
  [...GRADE_OF_CODE].flatMap(([code, grade]) => (grade.startsWith('u') ? [] : [[grade, code] as const])),
);
const CODE_OF_UNIVERSITY_YEAR: ReadonlyMap<string, string> = new Map(
  [...'一二三四'].map((digit, index) => [`大${digit}`, String(index + 41)] as const),
);

/**
 * 年级编号 of a grade. A university year (41-44) is finer than the grade: it is taken from the cell that the grade
 * was read from; `null` where that does not tell.
 */
export function gradeCodeOf(grade: Grade, cell: Cell): string | null {
  const text = codeOf(cell);
  const code = CODE_OF_UNIVERSITY_YEAR.get(text) ?? text;
  return CODE_OF_GRADE.get(grade) ?? (GRADE_OF_CODE.get(code) === grade ? code : null);
}

const GRADE_OF_NAME: ReadonlyMap<string, Grade> = new Map([
  ...[...'一二三四五六七八九'].map((digit, index) => [`${digit}年级`, String(index + 1) as Grade] as const),
  ...[...'一二三'].flatMap((digit, index) => [
    [`初${digit}`, String(index + 7) as Grade] as const,
    [`高${digit}`, String(index + 10) as Grade] as const,
  ]),
  ['大一', 'u12'],
  ['大二', 'u12'],
  ['大三', 'u34'],
  ['大四', 'u34'],
  ['u12', 'u12'],
  ['u34', 'u34'],
]);

export const GRADE_CODES_ALLOWED = '11-16, 21-23, 31-33, 41-44';

/** Turns a grade cell into a grade; `undefined`: unknown, or 11 or 12 where nothing says what they mean. */
export type GradeReader = (cell: Cell) => Grade | undefined;

const codeOf = (cell: Cell): string => plainText(cell).toLowerCase().replace(/\.0+$/, '');
const isSchoolYear = (text: string): boolean => /^([1-9]|1[0-2])$/.test(text);

/**
 * Chooses how to read a grade column. 11 and 12 are grades 1 and 2 by the template's codes but grades 11 and 12
 * by number. Under a heading that says "code" (年级编号) only codes count. Under 年级 or `grade` the other cells of
 * the column decide: 7 is no code, 13 is no grade; where both occur 11 and 12 stay unknown rather than guessed;
 * where neither does, 年级 means the template's codes and `grade` our own numbers.
 */
export function gradeReader(heading: string, column: readonly Cell[]): GradeReader {
  const texts = new Set(column.map(codeOf));
  const onlyCodes = /编|码|code/i.test(heading);
  const numbered = !onlyCodes && [...texts].some((text) => isSchoolYear(text) && !GRADE_OF_CODE.has(text));
  const coded = [...texts].some((text) => GRADE_OF_CODE.has(text) && !isSchoolYear(text));
  const preferred = /grade/i.test(heading) && !onlyCodes ? 'numbers' : 'codes';
  const scheme = numbered && coded ? 'both' : numbered ? 'numbers' : coded ? 'codes' : preferred;
  return (cell) => {
    const text = codeOf(cell);
    const named = GRADE_OF_NAME.get(text);
    if (named !== undefined) return named;
    const code = GRADE_OF_CODE.get(text);
    const number = isSchoolYear(text) ? Grade.parse(text) : undefined;
    switch (scheme) {
      case 'codes':
        return code;
      case 'numbers':
        return number;
      case 'both':
        return code === undefined || number === undefined ? (code ?? number) : undefined;
    }
  };
}

const SEX_OF_CODE: ReadonlyMap<string, Sex> = new Map([
  ['1', 'male'],
  ['男', 'male'],
  ['男生', 'male'],
  ['male', 'male'],
  ['m', 'male'],
  ['2', 'female'],
  ['女', 'female'],
  ['女生', 'female'],
  ['female', 'female'],
  ['f', 'female'],
]);

export const SEX_CODES_ALLOWED = '1 男 male, 2 女 female';

/** 性别: 1 male, 2 female, or the word. */
export const readSex = (cell: Cell): Sex | undefined => SEX_OF_CODE.get(codeOf(cell));
