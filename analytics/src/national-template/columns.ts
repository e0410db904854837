import { type Heading, readHeading, type TemplateField } from './headings.ts';
import type { Bilingual } from './item-cell.ts';
import { type Cell, isBlank } from './text.ts';

export type TemplateCells = readonly (readonly Cell[])[];

export interface Column extends Heading {
  readonly index: number;
}

export type Columns = ReadonlyMap<TemplateField, Column>;

export type FoundColumns =
  | { readonly kind: 'columns'; readonly headingIndex: number; readonly columns: Columns }
  | { readonly kind: 'unusable'; readonly problem: Bilingual };

/** Titles may stand above the headings; further down nobody looks for them. */
export const MAX_ROWS_ABOVE_HEADINGS = 10;

/** Finds the row of headings: the first that names grade, sex and at least one item. */
export function findColumns(cells: TemplateCells): FoundColumns {
  if (cells.every((row) => row.every((cell) => isBlank(cell)))) return unusable('是空的', 'it is empty');
  const candidates = cells.slice(0, MAX_ROWS_ABOVE_HEADINGS + 1).map(columnsOf);
  const headingIndex = candidates.findIndex((found) => missingFields(found.columns).length === 0);
  const found = candidates[headingIndex];
  if (found !== undefined) {
    return found.twice === undefined
      ? { kind: 'columns', headingIndex, columns: found.columns }
      : unusable(`有两列“${found.twice}”`, `two columns hold "${found.twice}"`);
  }
  const best = candidates.reduce((a, b) => (b.columns.size > a.columns.size ? b : a));
  const missing = missingFields(best.columns);
  return best.columns.size < 2
    ? unusable(
        '没有可识别的表头（需要 年级编号、性别 和项目名称）',
        'no heading is recognised (年级编号, 性别 and item names are needed)',
      )
    : unusable(`缺少表头 ${missing.join('、')}`, `the heading ${missing.join(', ')} is missing`);
}

const unusable = (zh: string, en: string): FoundColumns => ({ kind: 'unusable', problem: { zh, en } });

function missingFields(columns: Columns): string[] {
  const missing = [];
  if (!columns.has('grade')) missing.push('年级编号');
  if (!columns.has('sex')) missing.push('性别');
  if (columns.size < (columns.has('grade') ? 1 : 0) + (columns.has('sex') ? 1 : 0) + 1)
    missing.push('身高、体重、肺活量…');
  return missing;
}

function columnsOf(row: readonly Cell[]): { readonly columns: Columns; readonly twice: string | undefined } {
  const columns = new Map<TemplateField, Column>();
  let twice: string | undefined;
  for (const [index, cell] of row.entries()) {
    const heading = readHeading(cell);
    if (heading === undefined) continue;
    const other = columns.get(heading.field);
    if (other === undefined || heading.rank < other.rank) columns.set(heading.field, { ...heading, index });
    else if (heading.rank === other.rank) twice = heading.text;
  }
  return { columns, twice };
}
