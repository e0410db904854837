import type { Bilingual } from '../item-cell.ts';
import { type Cell, plainText } from '../text.ts';
import { isVision } from '../vision.ts';
import type { PersonCell } from './person-cell.ts';
import type { RosterColumns, RosterRow } from './roster-blocks.ts';
import { cellName, type RosterError, rosterCellError } from './roster-error.ts';
import { isItem, type RosterColumn, type RosterField } from './roster-headings.ts';

/** Longest piece of a bad cell that is repeated in its error. */
export const MAX_SHOWN_CHARACTERS = 40;

const SHOWN_FIELDS: ReadonlySet<RosterField> = new Set([
  'grade',
  'sex',
  'birthDate',
  'nationality',
  'seat',
  'classCode',
  'className',
]);
/** Names, numbers, addresses and cards are not repeated in messages: those end up in logs and mails. */
const isShown = (field: RosterField): boolean => SHOWN_FIELDS.has(field) || isItem(field) || isVision(field);

/** The cells of one row, and the errors that are found in them. */
export class RowCells {
  readonly errors: RosterError[] = [];
  readonly sheet: string;
  readonly row: number;
  readonly #cells: readonly Cell[];
  readonly #columns: RosterColumns;

  constructor(at: { readonly sheet: string; readonly row: RosterRow; readonly columns: RosterColumns }) {
    this.sheet = at.sheet;
    this.row = at.row.row;
    this.#cells = at.row.cells;
    this.#columns = at.columns;
  }

  has(field: RosterField): boolean {
    return this.#columns.has(field);
  }

  cell(field: RosterField): Cell {
    return this.#cells[this.#columns.get(field)?.index ?? -1] ?? null;
  }

  get cells(): readonly Cell[] {
    return this.#cells;
  }

  /** The columns whose field is of a kind. */
  *columnsOf<F extends RosterField>(
    isOf: (field: RosterField) => field is F,
  ): Iterable<readonly [F, RosterColumn]> {
    for (const [field, column] of this.#columns) if (isOf(field)) yield [field, column];
  }

  /** Reads one cell. `undefined`: no such column. `null`: empty, or wrong and now an error. */
  take<T>(
    field: RosterField,
    read: (cell: Cell) => PersonCell<T>,
    of: { readonly allowed: Bilingual; readonly required?: boolean },
  ): T | null | undefined {
    if (!this.has(field)) return undefined;
    const cell = read(this.cell(field));
    if (cell.kind === 'value') return cell.value;
    if (cell.kind === 'invalid') this.refuse(field, cell.problem, of.allowed);
    else if (of.required) this.refuse(field, { zh: '未填写', en: 'is missing' }, of.allowed);
    return null;
  }

  /** The cell of a field, such as `C7`. */
  cellName(field: RosterField): string {
    return cellName(this.#columns.get(field)?.index ?? 0, this.row);
  }

  /** Where the cell of a field stands in the file, such as `一班!C7`. */
  place(field: RosterField): string {
    const cell = this.cellName(field);
    return this.sheet === '' ? cell : `${this.sheet}!${cell}`;
  }

  refuse(field: RosterField, problem: Bilingual, allowed: Bilingual): void {
    this.errors.push(this.errorAt(field, problem, allowed));
  }

  errorAt(field: RosterField, problem: Bilingual, allowed: Bilingual): RosterError {
    const column = this.#columns.get(field);
    const shown = isShown(field) ? plainText(this.cell(field)) : '';
    return rosterCellError({
      sheet: this.sheet,
      row: this.row,
      index: column?.index ?? 0,
      column: column?.text ?? '',
      shown: [...shown].slice(0, MAX_SHOWN_CHARACTERS).join(''),
      problem,
      allowed,
    });
  }
}
