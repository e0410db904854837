import type { Bilingual } from '../item-cell.ts';
import { NATIONALITY_ALLOWED, readNationality } from '../nationality.ts';
import { type Cell, plainText } from '../text.ts';

/** A cell that says something of a person. `empty`: it says nothing. */
export type PersonCell<T> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'empty' }
  | { readonly kind: 'invalid'; readonly problem: Bilingual };

/** How a roster's cells are to be taken; see `RosterOptions`. */
export interface CellRules {
  readonly today: string;
  readonly numberCells: 'refuse' | 'accept';
}

const EMPTY = { kind: 'empty' } as const;
const invalid = (zh: string, en: string): PersonCell<never> => ({ kind: 'invalid', problem: { zh, en } });
const value = <T>(given: T): PersonCell<T> => ({ kind: 'value', value: given });

export const MAX_NAME_CHARACTERS = 50;
export const MAX_TEXT_CHARACTERS = 200;
export const MAX_SEAT = 999;

/** What each kind of cell may hold, for the message of a bad one. */
export const PERSON_ALLOWED = {
  name: { zh: `1–${MAX_NAME_CHARACTERS} 个字的姓名`, en: `a name of 1-${MAX_NAME_CHARACTERS} characters` },
  studentNumber: {
    zh: '4–32 位字母、数字、连字符，按文本填写',
    en: '4-32 letters, digits and hyphens, in a text cell',
  },
  nationality: NATIONALITY_ALLOWED,
  address: { zh: `最多 ${MAX_TEXT_CHARACTERS} 个字`, en: `at most ${MAX_TEXT_CHARACTERS} characters` },
  className: { zh: '班级名称，如 八年级1班', en: 'the name of the class, such as 八年级1班' },
  classCode: { zh: '1–20 位字母、数字、连字符', en: '1-20 letters, digits and hyphens' },
  seat: { zh: `1–${MAX_SEAT} 的整数`, en: `a whole number from 1 to ${MAX_SEAT}` },
  tag: {
    zh: '最多 64 位字母、数字、连字符，按文本填写',
    en: 'at most 64 letters, digits and hyphens, in a text cell',
  },
} as const satisfies Record<string, Bilingual>;

/** A name; the spaces that pad 王 芳 to three characters go, those between Latin words stay. */
export function readName(cell: Cell): PersonCell<string> {
  const text = plainText(cell).replaceAll(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '');
  if (text === '') return EMPTY;
  if (typeof cell === 'number' || !/\p{L}/u.test(text)) return invalid('不是姓名', 'is not a name');
  return text.length > MAX_NAME_CHARACTERS ? invalid('太长', 'is too long') : value(text);
}

/**
 * A number that is a name (学籍号, 卡号): letters as capitals. A number cell is refused unless the rules accept it:
 * a spreadsheet drops leading zeros, letters make a number text, and digits past the 15th become zeros. Powers
 * of ten (`1.10105E+17`) are refused always: digits are gone.
 */
export function readCode(
  cell: Cell,
  code: { readonly rules: CellRules; readonly shape: RegExp },
): PersonCell<string> {
  const text = plainText(cell).replaceAll(' ', '').toUpperCase();
  if (text === '') return EMPTY;
  if (/^\d(\.\d+)?E\+?\d+$/.test(text) || (typeof cell === 'number' && !isExact(cell)))
    return invalid(
      '被电子表格改成了科学计数，位数已丢失（请将该列设为文本后重新填写）',
      'was turned into a number and lost digits (set the column to text and enter it again)',
    );
  if (typeof cell === 'number' && code.rules.numberCells === 'refuse')
    return invalid(
      '是数字单元格，开头的 0 或字母可能已丢失（请将该列设为文本后重新填写）',
      'is a number cell: leading zeros or letters may be lost (set the column to text and enter it again)',
    );
  return code.shape.test(text) ? value(text) : invalid('格式不对', 'has the wrong form');
}

/** A spreadsheet keeps 15 digits of a number. */
const isExact = (number: number): boolean => Number.isInteger(number) && Math.abs(number) < 1e15;

/** A 学籍号: letters, digits, hyphens, with a digit at least. */
export const STUDENT_NUMBER = /^(?=.*\d)[A-Z0-9-]{4,32}$/;
export const TAG = /^[A-Z0-9-]{1,64}$/;

/** 班级编号: a number cell is taken, for schools count classes without leading zeros. */
export function readClassCode(cell: Cell): PersonCell<string> {
  const text = plainText(cell).replaceAll(' ', '');
  if (text === '') return EMPTY;
  return /^[A-Za-z0-9-]{1,20}$/.test(text) && (typeof cell !== 'number' || isExact(cell))
    ? value(text)
    : invalid('格式不对', 'has the wrong form');
}

export function readSeat(cell: Cell): PersonCell<number> {
  const text = plainText(cell).replace(/号$/, '');
  if (text === '') return EMPTY;
  const seat = /^\d{1,3}(\.0+)?$/.test(text) ? Number(text) : 0;
  return seat >= 1 && seat <= MAX_SEAT ? value(seat) : invalid('不是座号', 'is not a seat');
}

export function readText(cell: Cell): PersonCell<string> {
  const text = plainText(cell);
  if (text === '') return EMPTY;
  return text.length > MAX_TEXT_CHARACTERS ? invalid('太长', 'is too long') : value(text);
}

export function readNationalityCell(cell: Cell): PersonCell<string> {
  if (plainText(cell) === '') return EMPTY;
  const code = readNationality(cell);
  return code === undefined ? invalid('不是民族代码', 'is not a nationality code') : value(code);
}
