import { Grade } from '@tizhi/contracts';
import { type Cell, plainText } from '../text.ts';

/** 八年级(1)班 without spaces, signs half-width. */
export const className = (cell: Cell): string => plainText(cell).replaceAll(' ', '');

const DIGITS = '一二三四五六七八九';
const numberOf = (text: string): number => (text === '' ? 0 : DIGITS.indexOf(text) + 1 || Number(text));

/**
 * The grade that a class name, sheet name or title says: 八年级1班, 8年级, 初二(3)班, 高一2班, 小学三年级.
 * `undefined` where it says none; 三(2)班 could be of a primary or a junior school and is not guessed.
 */
export function gradeInName(text: string): Grade | undefined {
  const plain = className(text);
  const school = /(初|高)中?([一二三1-3])(?:年级|[(\d班]|$)/.exec(plain);
  if (school !== null) return gradeOf(numberOf(school[2] ?? '') + (school[1] === '初' ? 6 : 9));
  const tens = /十([一二])?年级/.exec(plain);
  if (tens !== null) return gradeOf(10 + numberOf(tens[1] ?? ''));
  const year = /(?<![\d一二三四五六七八九])([一二三四五六七八九]|1[0-2]|[1-9])年级/.exec(plain);
  return year === null ? undefined : gradeOf(numberOf(year[1] ?? ''));
}

const gradeOf = (number: number): Grade | undefined => Grade.safeParse(String(number)).data;

const CLASS_IN_TITLE =
  /((?:[一二三四五六七八九十]{1,2}年级|1?\d年级|初中?[一二三]|高中?[一二三]|[一二三四五六七八九])?\(?(?:\d{1,2}|[一二三四五六七八九十]{1,3})\)?班)/g;

/** The class that titles name (某校八年级1班花名册); `undefined` where they name none, or several. */
export function classInTitles(titles: readonly string[]): string | undefined {
  const found = new Set(
    titles.flatMap((title) => [...className(title).matchAll(CLASS_IN_TITLE)].map(([name]) => name)),
  );
  return found.size === 1 ? [...found][0] : undefined;
}
