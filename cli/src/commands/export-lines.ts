export type ExportFormat = 'csv' | 'json';

/** What a cell holds: exact, never rounded or formatted for a reader. */
export type Cell = string | number | null | readonly number[];

/** One column of an export: its name in CSV headings and JSON keys, what it means, and where it comes from. */
export interface Column<Row> {
  readonly name: string;
  readonly note: string;
  readonly of: (row: Row) => Cell;
}
export type Columns<Row> = readonly Column<Row>[];

/**
 * Rows as lines of text, as they come: CSV (RFC 4180, with a heading) or JSON lines (one object per row).
 * Numbers are written in their shortest exact form; a list is joined by spaces in CSV.
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
      : JSON.stringify(Object.fromEntries(columns.map((column) => [column.name, column.of(row)])));
  }
}

/** A cell as CSV text, quoted where it must be. */
export function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = typeof cell === 'string' ? cell : cell.join(' ');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
