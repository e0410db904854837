import { type Grade, ITEMS, type ItemKey, type Sex } from '@tizhi/contracts';
import { itemsOf } from '../standard/score-pupil.ts';
import { type CellError, cellError } from './cell-error.ts';
import { type Columns, findColumns, type TemplateCells } from './columns.ts';
import {
  GRADE_CODES_ALLOWED,
  type GradeReader,
  gradeReader,
  readSex,
  SEX_CODES_ALLOWED,
} from './grade-code.ts';
import { allowedOf, type Bilingual, type MissingState, readItemCell } from './item-cell.ts';
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
export function readNationalTemplate(cells: TemplateCells): Template {
  const found = findColumns(cells);
  if (found.kind === 'unusable') return found;
  const { columns, headingIndex } = found;
  const gradeColumn = columns.get('grade');
  const gradeOf = gradeReader(
    gradeColumn?.text ?? '',
    cells.slice(headingIndex + 1).map((row) => row[gradeColumn?.index ?? -1] ?? null),
  );
  return { kind: 'template', rows: rowsBelow({ cells, headingIndex, columns, gradeOf }) };
}

interface Sheet {
  readonly cells: TemplateCells;
  readonly headingIndex: number;
  readonly columns: Columns;
  readonly gradeOf: GradeReader;
}

function* rowsBelow(sheet: Sheet): Iterable<TemplateRow> {
  for (const [index, cells] of sheet.cells.entries()) {
    if (index <= sheet.headingIndex || cells.every((cell) => isBlank(cell))) continue;
    yield readRow(sheet, { row: index + 1, cells });
  }
}

function readRow(sheet: Sheet, { row, cells }: { row: number; cells: readonly Cell[] }): TemplateRow {
  const errors: CellError[] = [];
  const identity = { row, cells, columns: sheet.columns, errors };
  const grade = identify(identity, { field: 'grade', read: sheet.gradeOf, allowed: GRADE_CODES_ALLOWED });
  const sex = identify(identity, { field: 'sex', read: readSex, allowed: SEX_CODES_ALLOWED });
  if (grade === null || sex === null) return { row, grade, sex, values: {}, states: {}, errors };
  const values: { [item in ItemKey]?: number } = {};
  const states: { [item in ItemKey]?: MissingState } = {};
  const own = measuredItemsOf(grade, sex);
  const forbidden = forbiddenItemsOf(grade, sex);
  for (const [field, column] of sheet.columns) {
    if (field === 'grade' || field === 'sex') continue;
    const cell = cells[column.index] ?? null;
    const at = { row, column: column.text, cell };
    if (forbidden.has(field)) {
      const { kind } = readItemCell(field, cell, column);
      if (kind === 'value' || kind === 'invalid') errors.push(cellError({ ...at, ...forbiddenTo(sex) }));
      continue;
    }
    if (!own.has(field)) continue;
    const read = readItemCell(field, cell, column);
    if (read.kind === 'value') values[field] = read.value;
    else if (read.kind === 'missing') states[field] = read.state;
    else if (read.kind === 'invalid')
      errors.push(cellError({ ...at, problem: read.problem, allowed: allowedOf(field) }));
  }
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

/** What must be measured for a group's items: BMI needs height and weight. */
function measuredItemsOf(grade: Grade, sex: Sex): ReadonlySet<ItemKey> {
  return new Set(
    itemsOf(grade, sex).flatMap(({ item }): ItemKey[] => (item === 'bmi' ? ['height', 'weight'] : [item])),
  );
}

const FORBIDDEN = {
  male: new Set<ItemKey>(['sit_up_1min', 'run_800m']),
  female: new Set<ItemKey>(['pull_up', 'run_1000m']),
} as const;
const NONE: ReadonlySet<ItemKey> = new Set();

/** From grade 7 on the national validator refuses a value in the other sex's columns. */
function forbiddenItemsOf(grade: Grade, sex: Sex): ReadonlySet<ItemKey> {
  return itemsOf(grade, sex).some(({ item }) => item === 'standing_long_jump') ? FORBIDDEN[sex] : NONE;
}

function forbiddenTo(sex: Sex): { readonly problem: Bilingual; readonly allowed: Bilingual } {
  const names = [...FORBIDDEN[sex]].map((item) => ITEMS[item]);
  const who = sex === 'male' ? { zh: '男生', en: 'boys' } : { zh: '女生', en: 'girls' };
  return {
    problem: {
      zh: `不应填写（初中及以上${who.zh}不测${names.map(({ zh }) => zh).join('、')}）`,
      en: `must be left empty (${who.en} from grade 7 on do not do ${names.map(({ en }) => en).join(' or ')})`,
    },
    allowed: { zh: '空', en: 'nothing' },
  };
}
