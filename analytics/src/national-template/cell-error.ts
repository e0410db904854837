import { describeFailure } from '@tizhi/contracts';
import type { Bilingual } from './item-cell.ts';
import { type Cell, plainText } from './text.ts';

/** A cell that could not be used, where it is, and the sentence about it in both languages. */
export interface CellError {
  /** Row of the spreadsheet, the first being 1. */
  readonly row: number;
  /** Heading of the column as the file writes it. */
  readonly column: string;
  readonly value: string;
  readonly code: 'TIZHI_CELL_INVALID';
  readonly zh: string;
  readonly en: string;
}

/** Longest piece of a bad cell that is repeated in its error. */
export const MAX_ECHOED_CHARACTERS = 40;

export function cellError(at: {
  readonly row: number;
  readonly column: string;
  readonly cell: Cell;
  readonly problem: Bilingual;
  readonly allowed: Bilingual;
}): CellError {
  const { row, column } = at;
  const value = [...plainText(at.cell)].slice(0, MAX_ECHOED_CHARACTERS).join('');
  const sentence = (language: 'zh' | 'en') =>
    describeFailure(
      {
        code: 'TIZHI_CELL_INVALID',
        params: { row, column, value, problem: at.problem[language], allowed: at.allowed[language] },
      },
      language,
    );
  return { row, column, value, code: 'TIZHI_CELL_INVALID', zh: sentence('zh'), en: sentence('en') };
}
