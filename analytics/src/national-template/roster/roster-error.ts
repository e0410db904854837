import { describeFailure } from '@tizhi/contracts';
import type { Bilingual } from '../item-cell.ts';

/** Where something stands in a file: a cell, or a whole sheet where `row` is `null`. */
export interface RosterPlace {
  readonly sheet: string;
  /** Row of the sheet, the first being 1. */
  readonly row: number | null;
  /** As a spreadsheet names it, such as `C7`; `null`: the sheet as a whole. */
  readonly cell: string | null;
  /** Heading of the column as the file writes it; `null` where there is none. */
  readonly column: string | null;
}

/** Something wrong in a file, where it is, and the sentence about it in both languages. */
export interface RosterError extends RosterPlace {
  readonly code: 'TIZHI_ROSTER_CELL' | 'TIZHI_ROSTER_SHEET';
  readonly zh: string;
  readonly en: string;
}

/** `C7` of the third column (index 2) and row 7. */
export const cellName = (columnIndex: number, row: number): string => `${columnName(columnIndex)}${row}`;

function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}

interface CellProblem {
  readonly problem: Bilingual;
  readonly allowed: Bilingual;
}

/** The error of one cell. `shown`: what it holds, empty where that identifies somebody. */
export function rosterCellError(
  at: CellProblem & {
    readonly sheet: string;
    readonly row: number;
    readonly index: number;
    readonly column: string;
    readonly shown: string;
  },
): RosterError {
  const column = at.column === '' ? null : at.column;
  return placed({ ...at, cell: cellName(at.index, at.row), column });
}

/** The error of a cell whose column is not at hand any more. */
export const rosterPlaceError = (
  at: CellProblem & { readonly sheet: string; readonly row: number; readonly cell: string },
): RosterError => placed({ ...at, column: null, shown: '' });

function placed(
  at: CellProblem & {
    readonly sheet: string;
    readonly row: number;
    readonly cell: string;
    readonly column: string | null;
    readonly shown: string;
  },
): RosterError {
  const { sheet, row, cell, column, shown } = at;
  const code = 'TIZHI_ROSTER_CELL';
  const sentence = (language: 'zh' | 'en') =>
    describeFailure(
      {
        code,
        params: {
          place: sheet === '' ? cell : `${sheet}!${cell}`,
          column: column === null ? '' : COLUMN[language](column),
          value: shown === '' ? '' : VALUE[language](shown),
          problem: at.problem[language],
          allowed: at.allowed[language],
        },
      },
      language,
    );
  return { sheet, row, cell, column, code, zh: sentence('zh'), en: sentence('en') };
}

const COLUMN = {
  zh: (text: string) => ` ${text}`,
  en: (text: string) => `, ${text}`,
} as const;

const VALUE = {
  zh: (text: string) => `“${text}” `,
  en: (text: string) => `"${text}" `,
} as const;

export function rosterSheetError(sheet: string, problem: Bilingual): RosterError {
  const params = (language: 'zh' | 'en') => ({
    sheet: sheet === '' ? '-' : sheet,
    problem: problem[language],
  });
  const code = 'TIZHI_ROSTER_SHEET';
  return {
    sheet,
    row: null,
    cell: null,
    column: null,
    code,
    zh: describeFailure({ code, params: params('zh') }, 'zh'),
    en: describeFailure({ code, params: params('en') }, 'en'),
  };
}
