export type ExportFormat = 'csv' | 'json';

/** What a cell holds: exact, never rounded or formatted for a reader. */
export type Cell = string | number | null | readonly number[] | { readonly json: unknown };

/** One column of an export: its name in CSV headings and JSON keys, what it means, and where it comes from. */
export interface Column<Row> {
  readonly name: string;
  readonly note: string;
  readonly of: (row: Row) => Cell;
}
export type Columns<Row> = readonly Column<Row>[];

/**
 * Rows as lines of text, as they come: CSV (RFC 4180, with a heading) or JSON lines (one object per row).
 * Numbers are written in their shortest exact form; a list is joined by spaces in CSV, where anything deeper is JSON.
 */
export async function* exportLines<Row>(
  rows: AsyncIterable<Row>,
  columns: Columns<Row>,
  format: ExportFormat,
): AsyncGenerator<string, void, undefined> {
  if (format === 'csv') yield columns.map(({ name }) => name).join(',');
  for await (const row of rows) {
    yield format === 'csv'
      ? columns.map((column) => csvCell(column.of(row))).join(',')
      : JSON.stringify(Object.fromEntries(columns.map(({ name, of }) => [name, bare(of(row))])));
  }
}

const isJson = (cell: Cell): cell is { readonly json: unknown } =>
  typeof cell === 'object' && cell !== null && 'json' in cell;
const bare = (cell: Cell): unknown => (isJson(cell) ? cell.json : cell);

/** A cell as CSV text, quoted where it must be. */
export function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  if (isJson(cell)) return csvCell(JSON.stringify(cell.json));
  const text = typeof cell === 'string' ? cell : cell.join(' ');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
