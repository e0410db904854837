import type { RowColumns } from './row-table.ts';

/** Which rows are one person: groups that only grow, and never hold two rows of one occasion. */
export class Persons {
  readonly #root: Int32Array;
  /** Next row of the same person, in a ring. */
  readonly #next: Int32Array;
  readonly #occasion: Int32Array;

  constructor(rows: RowColumns) {
    this.#root = Int32Array.from(rows.occasion.keys());
    this.#next = Int32Array.from(rows.occasion.keys());
    this.#occasion = rows.occasion;
  }

  /** The row that stands for the person: the first of its rows. */
  rootOf(row: number): number {
    let at = row;
    while ((this.#root[at] ?? at) !== at) {
      const up = this.#root[at] ?? at;
      this.#root[at] = this.#root[up] ?? up;
      at = up;
    }
    return at;
  }

  /** All rows of the person of this row. */
  rowsOf(row: number): number[] {
    const rows = [row];
    for (let at = this.#next[row] ?? row; at !== row; at = this.#next[at] ?? row) rows.push(at);
    return rows;
  }

  isAlone(row: number): boolean {
    return this.#next[row] === row;
  }

  /** Two rows of one occasion would become one person. */
  wouldClash(a: number, b: number): boolean {
    const occasions = this.rowsOf(a).map((row) => this.#occasion[row]);
    return this.rowsOf(b).some((row) => occasions.includes(this.#occasion[row]));
  }

  /** Makes two persons one; the caller has looked whether they clash. */
  join(a: number, b: number): void {
    const [rootA, rootB] = [this.rootOf(a), this.rootOf(b)];
    if (rootA === rootB) return;
    const [first, second] = rootA < rootB ? [rootA, rootB] : [rootB, rootA];
    this.#root[second] = first;
    // Two rings become one by exchanging what follows one row of each.
    const after = this.#next[first] ?? first;
    this.#next[first] = this.#next[second] ?? second;
    this.#next[second] = after;
  }
}
