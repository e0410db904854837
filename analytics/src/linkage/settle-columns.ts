import { type Cell, plainText } from '../national-template/text.ts';
import { IDENTITY_COLUMNS, type IdentityCells, type IdentityColumn, looksLike } from './cell-shapes.ts';

export interface Settled {
  readonly cells: IdentityCells;
  /** Columns whose cell stood in another column. */
  readonly moved: readonly IdentityColumn[];
}

/**
 * Puts cells that were typed in the wrong column where their shape belongs: a date under 姓名, a name under 学籍号,
 * a row shifted by one. A cell that suits its own column is never moved, and none is moved to a column whose own
 * cell suits it.
 */
export function settleColumns(cells: IdentityCells): Settled {
  const strays = IDENTITY_COLUMNS.filter(
    (column) => !isBlank(cells[column]) && !suits(column, cells[column]),
  );
  if (strays.length === 0) return { cells, moved: [] };
  const free = new Set(IDENTITY_COLUMNS.filter((column) => !suits(column, cells[column])));
  const settled: { [column in IdentityColumn]?: Cell } = { ...cells };
  const moved: IdentityColumn[] = [];
  const homeless: IdentityColumn[] = [];
  for (const from of strays) {
    const to = [...free].find((column) => column !== from && looksLike(column, cells[from]));
    if (to === undefined) {
      homeless.push(from);
      continue;
    }
    free.delete(to);
    settled[to] = cells[from] ?? null;
    moved.push(to);
  }
  // What moved away leaves an empty cell, unless something came in its place.
  for (const from of strays) if (!moved.includes(from) && !homeless.includes(from)) settled[from] = null;
  return { cells: settled, moved };
}

const isBlank = (cell: Cell | undefined): boolean => plainText(cell ?? null) === '';

/** School and class may be called anything, so long as it does not look like something else. */
function suits(column: IdentityColumn, cell: Cell | undefined): boolean {
  if (looksLike(column, cell)) return true;
  if (isBlank(cell)) return false;
  if (column === 'school' || column === 'className')
    return !(['number', 'birthDate', 'sex', 'name', 'school', 'className'] as const).some(
      (other) => other !== column && !(other === 'sex' && column === 'className') && looksLike(other, cell),
    );
  return false;
}
