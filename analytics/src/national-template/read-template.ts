import type { Grade, ItemKey, Sex } from '@tizhi/contracts';
import { type CellError, cellError } from './cell-error.ts';
import { type Column, type Columns, findColumns, type TemplateCells } from './columns.ts';
import {
  GRADE_CODES_ALLOWED,
  type GradeReader,
  gradeReader,
  readSex,
  SEX_CODES_ALLOWED,
} from './grade-code.ts';
import type { Bilingual, MissingState } from './item-cell.ts';
import { readItemCells } from './own-items.ts';
import { type Cell, isBlank } from './text.ts';

/** One pupil's row. Items of other groups are left out; a bad or missing cell is never a 0. */
export interface TemplateRow {
  /** Row of the spreadsheet, the first being 1. */
  readonly row: number;
  readonly grade: Grade | null;
  readonly sex: Sex | null;
  /** In each item's unit, rounded officially. */
  readonly values: { readonly [item in ItemKey]?: number };
  /** Items that the file says were not measured, and why. */
  readonly states: { readonly [item in ItemKey]?: MissingState };
  readonly errors: readonly CellError[];
}

export type Template =
  | { readonly kind: 'template'; readonly rows: Iterable<TemplateRow> }
  | { readonly kind: 'unusable'; readonly problem: Bilingual };

/**
 * Reads a national reporting file (国家学生体质健康标准 上报模板): all its cells, headings included. Rows come in
 * order and one at a time; blank ones are passed over. Bad cells are errors of their row, never exceptions.
 */
export function readNationalTemplate(
  cells: TemplateCells,
  options: {
    /** Rows of the file that are not among these cells: a long file is read in pieces, each below its headings. */
    readonly rowsBefore?: number;
  } = {},
): Template {
  const { rowsBefore = 0 } = options;
  const found = findColumns(cells);
  if (found.kind === 'unusable') return found;
  const { columns, headingIndex } = found;
  const gradeColumn = columns.get('grade');
  const gradeOf = gradeReader(
    gradeColumn?.text ?? '',
    cells.slice(headingIndex + 1).map((row) => row[gradeColumn?.index ?? -1] ?? null),
  );
  return { kind: 'template', rows: rowsBelow({ cells, headingIndex, columns, gradeOf, rowsBefore }) };
}

interface Sheet {
  readonly cells: TemplateCells;
  readonly headingIndex: number;
  readonly columns: Columns;
  readonly gradeOf: GradeReader;
  readonly rowsBefore: number;
}

function* rowsBelow(sheet: Sheet): Iterable<TemplateRow> {
  for (const [index, cells] of sheet.cells.entries()) {
    if (index <= sheet.headingIndex || cells.every((cell) => isBlank(cell))) continue;
    yield readRow(sheet, { row: sheet.rowsBefore + index + 1, cells });
  }
}

function readRow(sheet: Sheet, { row, cells }: { row: number; cells: readonly Cell[] }): TemplateRow {
  const errors: CellError[] = [];
  const identity = { row, cells, columns: sheet.columns, errors };
  const grade = identify(identity, { field: 'grade', read: sheet.gradeOf, allowed: GRADE_CODES_ALLOWED });
  const sex = identify(identity, { field: 'sex', read: readSex, allowed: SEX_CODES_ALLOWED });
  if (grade === null || sex === null) return { row, grade, sex, values: {}, states: {}, errors };
  const { values, states, problems } = readItemCells({
    grade,
    sex,
    columns: itemColumns(sheet.columns),
    cells,
  });
  for (const { column, ...problem } of problems)
    errors.push(cellError({ row, column: column.text, ...problem }));
  return { row, grade, sex, values, states, errors };
}

function identify<T>(
  at: { row: number; cells: readonly Cell[]; columns: Columns; errors: CellError[] },
  of: { field: 'grade' | 'sex'; read: (cell: Cell) => T | undefined; allowed: string },
): T | null {
  const column = at.columns.get(of.field);
  const cell = at.cells[column?.index ?? -1] ?? null;
  const known = of.read(cell);
  if (known !== undefined) return known;
  at.errors.push(
    cellError({
      row: at.row,
      column: column?.text ?? of.field,
      cell,
      problem: isBlank(cell) ? { zh: '未填写', en: 'is missing' } : { zh: '无法识别', en: 'is not known' },
      allowed: { zh: of.allowed, en: of.allowed },
    }),
  );
  return null;
}

function* itemColumns(columns: Columns): Iterable<readonly [ItemKey, Column]> {
  for (const [field, column] of columns) if (field !== 'grade' && field !== 'sex') yield [field, column];
}
