import type { Sex } from '@tizhi/contracts';
import { readSex } from '../national-template/grade-code.ts';
import { type Cell, plainText } from '../national-template/text.ts';

/** What a cell of a person's row looks like, whatever column it stands in. */

/** The columns that linkage reads as a file writes them. */
export const IDENTITY_COLUMNS = ['number', 'name', 'birthDate', 'sex', 'school', 'className'] as const;
export type IdentityColumn = (typeof IDENTITY_COLUMNS)[number];
export type IdentityCells = { readonly [column in IdentityColumn]?: Cell };

const FULL_DATE = /^((?:19|20)\d{2})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:T?\d{1,2}:\d{2}(?::\d{2})?)?$/;
const COMPACT_DATE = /^((?:19|20)\d{2})(\d{2})(\d{2})$/;
/** Day numbers of a spreadsheet from 1990 to 2040. */
const SERIAL_DAY = /^(3[3-9]|4\d|5[01])\d{3}(\.\d+)?$/;

/**
 * A birth date as `yyyymmdd`; 0 where it is none. Read leniently: month 25 is kept, for that is how a swapped day
 * and month looks.
 */
export function dateOf(cell: Cell): number {
  const text = plainText(cell).replaceAll(' ', '');
  const found = FULL_DATE.exec(text) ?? COMPACT_DATE.exec(text);
  if (found !== null) {
    const [month, day] = [Number(found[2]), Number(found[3])];
    return month === 0 || day === 0 ? 0 : Number(found[1]) * 10_000 + month * 100 + day;
  }
  return SERIAL_DAY.test(text) ? dateOfSerial(Math.floor(Number(text))) : 0;
}

const MS_PER_DAY = 86_400_000;
function dateOfSerial(serial: number): number {
  const day = new Date(Date.UTC(1899, 11, 30) + serial * MS_PER_DAY);
  return day.getUTCFullYear() * 10_000 + (day.getUTCMonth() + 1) * 100 + day.getUTCDate();
}

/** A student number as it is compared: capitals, no spaces, hyphens or signs; empty where it is none. */
export function numberOf(cell: Cell): string {
  const text = plainText(cell)
    .toUpperCase()
    .replaceAll(/[\s\-_'"`·.]/g, '');
  return /^[A-Z]{0,4}\d[\dA-Z]{2,31}$/.test(text) && !isShortened(plainText(cell)) ? text : '';
}

/** `1.10105E+17`: a spreadsheet has thrown digits away. */
const isShortened = (text: string): boolean => /^\d(\.\d+)?E\+?\d+$/i.test(text);

/** A name without padding; separators of names of several parts (买买提·阿里) become one sign. */
export const nameOf = (cell: Cell): string =>
  plainText(cell)
    .replaceAll(/[\s　]/g, '')
    .replaceAll(/[•・∙⋅．.‧]/g, '·')
    .replaceAll(/[\u200b-\u200f*#'"]/g, '')
    .replaceAll(/[（(].*[)）]$/g, '')
    .toUpperCase();

const LOOKS: Readonly<Record<IdentityColumn, (text: string) => boolean>> = {
  number: (text) => dateOf(text) === 0 && /^[A-Z]?[\dX]{8,20}$/.test(numberOf(text)),
  name: (text) =>
    /^[\p{Script=Han}?□]{1,4}$|^\p{Script=Han}+(·\p{Script=Han}+)+$|^\p{L}{2,}( \p{L}+)*$/u.test(
      nameOf(text),
    ) &&
    !LOOKS.sex(text) &&
    !LOOKS.school(text) &&
    !LOOKS.className(text),
  birthDate: (text) => dateOf(text) !== 0,
  sex: (text) => readSex(text) !== undefined,
  school: (text) => /(学校|小学|中学|学院|附小|附中|实验|school)/i.test(text),
  // 班 and 高 are surnames too: 高一诺 is no class.
  className: (text) => /[\d一二三四五六七八九十)） ]班$|年级|^[初高]中?[一二三]([(（\d].*)?$/.test(text),
};

/** A cell has the shape that its column asks for. */
export const looksLike = (column: IdentityColumn, cell: Cell | undefined): boolean => {
  const text = plainText(cell ?? null);
  return text !== '' && LOOKS[column](text);
};

export const sexOf = (cell: Cell): Sex | undefined => readSex(cell);
