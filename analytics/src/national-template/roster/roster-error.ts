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

/** The error of one cell. `shown`: what it holds, empty where that identifies somebody. */
export function rosterCellError(at: {
  readonly sheet: string;
  readonly row: number;
  readonly index: number;
  readonly column: string;
  readonly shown: string;
  readonly problem: Bilingual;
  readonly allowed: Bilingual;
}): RosterError {
  const { sheet, row, column } = at;
  const cell = cellName(at.index, row);
  const place = sheet === '' ? cell : `${sheet}!${cell}`;
  const sentence = (language: 'zh' | 'en') =>
    describeFailure(
      {
        code: 'TIZHI_ROSTER_CELL',
        params: {
          place,
          column: column === '' ? '' : COLUMN[language](column),
          value: at.shown === '' ? '' : VALUE[language](at.shown),
          problem: at.problem[language],
          allowed: at.allowed[language],
        },
      },
      language,
    );
  return {
    sheet,
    row,
    cell,
    column: column === '' ? null : column,
    code: 'TIZHI_ROSTER_CELL',
    zh: sentence('zh'),
    en: sentence('en'),
  };
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
