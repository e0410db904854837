import type { Bilingual } from '../item-cell.ts';
import { type Cell, isBlank, plainText } from '../text.ts';
import type { RosterSheet } from './roster.ts';
import { type RosterError, rosterCellError, rosterSheetError } from './roster-error.ts';
import {
  headingOf,
  isPersonal,
  REQUIRED_FIELDS,
  type RosterColumn,
  type RosterField,
  readRosterHeading,
} from './roster-headings.ts';

export type RosterColumns = ReadonlyMap<RosterField, RosterColumn>;

/** A row that holds something, the sheet's first being 1. */
export interface RosterRow {
  readonly row: number;
  readonly cells: readonly Cell[];
}

/** Headings and the rows below them. A sheet may repeat its headings (one block per class or printed page). */
export interface RosterBlock {
  readonly columns: RosterColumns;
  /** Texts that stand alone right above the headings. */
  readonly titles: readonly string[];
  readonly rows: readonly RosterRow[];
}

export interface SheetBlocks {
  readonly blocks: readonly RosterBlock[];
  readonly errors: readonly RosterError[];
}

/** A row with fewer headings of persons is no row of headings. */
const MIN_PERSONAL_HEADINGS = 3;
/** Texts that a title row has at most: school, class, teacher. */
const MAX_TITLE_TEXTS = 3;

/** Cuts a sheet into blocks. No block and no error: the sheet is no roster. */
export function rosterBlocks({ name: sheet, cells }: RosterSheet): SheetBlocks {
  const rows = cells.flatMap((row, index) =>
    row.every((cell) => isBlank(cell)) ? [] : [{ row: index + 1, cells: row, headings: headingsOf(row) }],
  );
  const starts = rows.flatMap((row, index) => (isHeadingRow(row) ? [index] : []));
  const [first] = starts;
  if (first === undefined) return { blocks: [], errors: nearMiss(sheet, rows) };
  const errors: RosterError[] = [];
  const blocks: RosterBlock[] = [];
  let above: readonly ReadRow[] = rows.slice(0, first);
  for (let at = first; at < rows.length; ) {
    // Headings may take two rows, one for each language or with a part merged over two columns.
    const below = rows.findIndex((row, index) => index > at && !isHeadingRow(row));
    const bodyFrom = below === -1 ? rows.length : below;
    const next = starts.find((start) => start >= bodyFrom) ?? rows.length;
    const found = columnsOf(sheet, rows.slice(at, bodyFrom));
    errors.push(...found.errors);
    if (blocks.length === 0)
      for (const row of above)
        if (!isTitle(row, found.columns) && found.errors.length === 0) errors.push(aboveHeadings(sheet, row));
    const body = rows.slice(bodyFrom, next);
    const nextTitles = next === rows.length ? [] : trailingTitles(body, found.columns);
    const titles = above.filter((row) => isTitle(row, found.columns)).flatMap(({ cells: of }) => textsOf(of));
    if (found.errors.length === 0)
      blocks.push({ columns: found.columns, titles, rows: body.slice(0, body.length - nextTitles.length) });
    above = nextTitles;
    at = next;
  }
  return { blocks, errors };
}

interface ReadRow extends RosterRow {
  readonly headings: readonly RosterColumn[];
}

const headingsOf = (cells: readonly Cell[]): readonly RosterColumn[] =>
  cells.flatMap((cell, index) => {
    const heading = readRosterHeading(cell);
    return heading === undefined ? [] : [{ ...heading, index }];
  });

const isHeadingRow = ({ headings }: ReadRow): boolean =>
  new Set(headings.map(({ field }) => field).filter(isPersonal)).size >= MIN_PERSONAL_HEADINGS;

const textsOf = (cells: readonly Cell[]): string[] => cells.map(plainText).filter((text) => text !== '');

/** Few texts, and not where a pupil's would stand. */
function isTitle({ cells }: RosterRow, columns: RosterColumns): boolean {
  const filled = REQUIRED_FIELDS.filter((field) => !isBlank(cells[columns.get(field)?.index ?? -1]));
  return new Set(textsOf(cells)).size <= MAX_TITLE_TEXTS && filled.length <= 1;
}

function trailingTitles(body: readonly ReadRow[], columns: RosterColumns): readonly ReadRow[] {
  const lastPupil = body.findLastIndex((row) => !isTitle(row, columns));
  return body.slice(lastPupil + 1);
}

function columnsOf(
  sheet: string,
  headingRows: readonly ReadRow[],
): { readonly columns: RosterColumns; readonly errors: readonly RosterError[] } {
  const columns = new Map<RosterField, RosterColumn>();
  const errors: RosterError[] = [];
  for (const { row, headings } of headingRows)
    for (const column of headings) {
      const other = columns.get(column.field);
      if (other === undefined || column.rank < other.rank) columns.set(column.field, column);
      else if (column.rank === other.rank && column.index !== other.index)
        errors.push(headingTwice({ sheet, row, index: column.index, column: column.text }));
    }
  const missing = REQUIRED_FIELDS.filter((field) => !columns.has(field));
  const row = headingRows[0]?.row ?? 1;
  if (missing.length > 0) errors.push(missingHeadings({ sheet, row, missing }));
  return { columns, errors };
}

const headingTwice = (at: {
  readonly sheet: string;
  readonly row: number;
  readonly index: number;
  readonly column: string;
}): RosterError =>
  rosterCellError({
    ...at,
    shown: '',
    problem: { zh: '表头重复', en: 'is a heading that stands twice' },
    allowed: { zh: '每列一个表头', en: 'each heading once' },
  });

function missingHeadings(at: {
  readonly sheet: string;
  readonly row: number;
  readonly missing: readonly (typeof REQUIRED_FIELDS)[number][];
}): RosterError {
  const names = at.missing.map((field) => headingOf[field]);
  const problem: Bilingual = {
    zh: `第 ${at.row} 行缺少表头 ${names.join('、')}`,
    en: `row ${at.row} lacks the heading ${names.join(', ')}`,
  };
  return { ...rosterSheetError(at.sheet, problem), row: at.row };
}

/** One or two headings of persons are a roster whose other headings are misspelt, rather than a note. */
function nearMiss(sheet: string, rows: readonly ReadRow[]): RosterError[] {
  const near = rows.find(({ headings }) => headings.some(({ field }) => isPersonal(field)));
  if (near === undefined) return [];
  const known = new Set(near.headings.map(({ field }) => field));
  const missing = REQUIRED_FIELDS.filter((field) => !known.has(field));
  return [missingHeadings({ sheet, row: near.row, missing })];
}

const aboveHeadings = (sheet: string, { row, cells }: ReadRow): RosterError =>
  rosterCellError({
    sheet,
    row,
    index: cells.findIndex((cell) => !isBlank(cell)),
    column: '',
    shown: '',
    problem: { zh: '在表头上方', en: 'stands above the headings' },
    allowed: { zh: '表头上方只有标题', en: 'only titles above the headings' },
  });
