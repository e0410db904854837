import type { Grade } from '@tizhi/contracts';
import { MAX_ROWS_ABOVE_HEADINGS, type TemplateCells } from '../national-template/columns.ts';
import { gradeReader } from '../national-template/grade-code.ts';
import { normalForm } from '../national-template/headings.ts';
import type { Bilingual } from '../national-template/item-cell.ts';
import { readRosterHeading } from '../national-template/roster/roster-headings.ts';
import { type Cell, isBlank, plainText } from '../national-template/text.ts';
import type { IdentityColumn } from './cell-shapes.ts';
import { type Identity, readIdentity } from './read-identity.ts';
import { schoolYearOf } from './school-year.ts';

/** A row of a national file as linkage needs it. */
export interface SheetRow {
  /** As a person counts: the first row of the sheet is 1. */
  readonly row: number;
  readonly identity: Identity;
  readonly grade: Grade | null;
  /** First calendar year of the school year, or what the file writes there; `null`: it says none. */
  readonly schoolYear: string | null;
}

export type LinkageSheet =
  | { readonly kind: 'sheet'; readonly rows: Iterable<SheetRow> }
  | { readonly kind: 'unusable'; readonly problem: Bilingual };

type Field = IdentityColumn | 'grade' | 'schoolYear';

const OWN_HEADINGS: ReadonlyMap<string, Field> = new Map([
  ...['学校名称', '学校', '校名', '所在学校', 'school', 'schoolname'].map(
    (name) => [name, 'school'] as const,
  ),
  ...['学年', '学年度', '测试学年', '年度', '测试年度', '测试年份', 'schoolyear', 'year'].map(
    (name) => [name, 'schoolYear'] as const,
  ),
]);

/**
 * Reads a national reporting file for linkage: any heading of the template and of rosters, 学校名称 and 学年. A bad
 * cell is never refused, for corrupted rows are what linkage is for; headings are: 姓名 must be there, and one of
 * 学籍号 and 出生日期. Blank rows are passed over.
 */
export function readLinkageSheet(cells: TemplateCells): LinkageSheet {
  const found = cells.slice(0, MAX_ROWS_ABOVE_HEADINGS + 1).map(columnsOf);
  const at = found.findIndex(isUsable);
  const columns = found[at];
  if (columns === undefined) return { kind: 'unusable', problem: problemOf(cells, found) };
  return { kind: 'sheet', rows: rowsBelow(cells, at, columns) };
}

type Columns = ReadonlyMap<Field, { readonly index: number; readonly text: string; readonly rank: number }>;

function columnsOf(row: readonly Cell[]): Columns {
  const columns = new Map<Field, { index: number; text: string; rank: number }>();
  for (const [index, cell] of row.entries()) {
    const heading = headingOf(cell);
    const known = heading === undefined ? undefined : columns.get(heading.field);
    if (heading !== undefined && (known === undefined || heading.rank < known.rank))
      columns.set(heading.field, { index, text: plainText(cell), rank: heading.rank });
  }
  return columns;
}

function headingOf(cell: Cell): { readonly field: Field; readonly rank: number } | undefined {
  const own = OWN_HEADINGS.get(normalForm(plainText(cell)));
  if (own !== undefined) return { field: own, rank: 0 };
  const heading = readRosterHeading(cell);
  switch (heading?.field) {
    case 'studentNumber':
      return { field: 'number', rank: heading.rank };
    case 'name':
    case 'birthDate':
    case 'sex':
    case 'grade':
      return { field: heading.field, rank: heading.rank };
    case 'className':
      return { field: 'className', rank: heading.rank };
    case 'classCode':
      return { field: 'className', rank: heading.rank + 100 };
    default:
      return undefined;
  }
}

const isUsable = (columns: Columns): boolean =>
  columns.has('name') && (columns.has('number') || columns.has('birthDate'));

function problemOf(cells: TemplateCells, found: readonly Columns[]): Bilingual {
  if (cells.every((row) => row.every((cell) => isBlank(cell)))) return { zh: '是空的', en: 'it is empty' };
  const best = found.reduce<Columns>((a, b) => (b.size > a.size ? b : a), new Map());
  const missing = [
    ...(best.has('name') ? [] : ['姓名']),
    ...(best.has('number') || best.has('birthDate') ? [] : ['学籍号']),
  ].join('、');
  return { zh: `缺少表头 ${missing}`, en: `the heading ${missing} is missing` };
}

function* rowsBelow(cells: TemplateCells, at: number, columns: Columns): Iterable<SheetRow> {
  const cellOf = (row: readonly Cell[], field: Field): Cell => row[columns.get(field)?.index ?? -1] ?? null;
  const below = cells.slice(at + 1);
  const gradeOf = gradeReader(
    columns.get('grade')?.text ?? '',
    below.map((row) => cellOf(row, 'grade')),
  );
  const years = new Set(
    below.map((row) => schoolYearOf(cellOf(row, 'schoolYear'))).filter((year) => year !== null),
  );
  // A file of one school year says so even where a cell of it is empty.
  const onlyYear = years.size === 1 ? ([...years][0] ?? null) : null;
  for (const [n, row] of below.entries()) {
    if (row.every((cell) => isBlank(cell))) continue;
    yield {
      row: at + n + 2,
      identity: readIdentity({
        number: cellOf(row, 'number'),
        name: cellOf(row, 'name'),
        birthDate: cellOf(row, 'birthDate'),
        sex: cellOf(row, 'sex'),
        school: cellOf(row, 'school'),
        className: cellOf(row, 'className'),
      }),
      grade: gradeOf(cellOf(row, 'grade')) ?? null,
      schoolYear: schoolYearOf(cellOf(row, 'schoolYear')) ?? onlyYear,
    };
  }
}
