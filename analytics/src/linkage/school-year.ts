import { type Cell, plainText } from '../national-template/text.ts';

/**
 * 学年 as files write it: 2023, 2023-2024, 2023-2024学年, 2023学年第一学期, 23-24 are all `2023`. Other text stands
 * for itself; `null` for an empty cell.
 */
export function schoolYearOf(cell: Cell): string | null {
  const text = plainText(cell).replaceAll(' ', '');
  if (text === '') return null;
  const long = /(20\d{2})/.exec(text)?.[1];
  if (long !== undefined) return long;
  const short = /^(\d{2})[-/~—–](\d{2})/.exec(text);
  if (short !== null && Number(short[2]) === Number(short[1]) + 1) return `20${short[1]}`;
  return text;
}
