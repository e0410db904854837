/** What a cell of a spreadsheet holds once it is read: text, a number, or nothing. */
export type Cell = string | number | null;

const INVISIBLE = /[\u200b-\u200f\u2060\ufeff]/g;

/**
 * A cell as plain text: full-width letters, digits and signs become half-width, other spaces and invisible
 * marks go, a number loses its binary dust (3.4499999999999997 is 3.45). Empty text for an empty cell.
 */
export function plainText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(Number(cell.toPrecision(12)));
  return cell
    .replaceAll(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replaceAll(INVISIBLE, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

export const isBlank = (cell: Cell | undefined): boolean => cell === undefined || plainText(cell) === '';
