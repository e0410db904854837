import type { Sex } from '@tizhi/contracts';
import type { Cell } from '../national-template/text.ts';
import { plainText } from '../national-template/text.ts';
import { dateOf, type IdentityCells, type IdentityColumn, nameOf, numberOf, sexOf } from './cell-shapes.ts';
import { settleColumns } from './settle-columns.ts';

/** Who a row says it is about. Nothing is refused: what cannot be read is `null` (or 0) and no evidence. */
export interface Identity {
  /** As compared: the caller replaces it by its keyed hash before anything keeps it. */
  readonly number: string | null;
  readonly name: string | null;
  /** `yyyymmdd`, not necessarily a day of the calendar; 0: unknown. */
  readonly birthDate: number;
  readonly sex: Sex | null;
  readonly school: string | null;
  /** The number of the class within its grade (四年级(2)班 is 2); 0: unknown. */
  readonly classNumber: number;
  /** Columns whose content stood in another column. */
  readonly moved: readonly IdentityColumn[];
}

/** Reads a row's identity leniently: columns settled, spaces, full-width signs and spreadsheets' dates undone. */
export function readIdentity(row: IdentityCells): Identity {
  const { cells, moved } = settleColumns(row);
  const number = numberOf(cells.number ?? null);
  const name = nameOf(cells.name ?? null);
  const school = plainText(cells.school ?? null).replaceAll(' ', '');
  return {
    number: number === '' ? null : number,
    name: name === '' ? null : name,
    birthDate: dateOf(cells.birthDate ?? null),
    sex: sexOf(cells.sex ?? null) ?? null,
    school: school === '' ? null : school,
    classNumber: classNumberOf(cells.className ?? null),
    moved,
  };
}

const DIGITS = '零一二三四五六七八九十';

/** 四年级(2)班, 4.2班, 八(十二)班, 2班 and the code 0402 are all class 2, or 12. */
export function classNumberOf(cell: Cell): number {
  const text = plainText(cell).replaceAll(/[\s()[\]【】]/g, ' ');
  const named = /(\d{1,2}|[一二三四五六七八九十]{1,3}) *班/.exec(text)?.[1];
  if (named !== undefined) return /\d/.test(named) ? Number(named) : numeral(named);
  const last = /(\d{1,2})\D*$/.exec(text)?.[1];
  return last === undefined ? 0 : Number(last);
}

function numeral(text: string): number {
  const [tens, ones] = text.includes('十') ? text.split('十') : ['零', text];
  const tensValue = tens === '' ? 1 : Math.max(0, DIGITS.indexOf(tens ?? ''));
  return tensValue * 10 + (ones === '' ? 0 : Math.max(0, DIGITS.indexOf(ones ?? '')));
}
