import type { Persons } from './persons.ts';
import type { RowColumns } from './row-table.ts';

/** Rows whose person still lacks a test, and how many of each other they could be. */
export interface OpenRows {
  readonly rows: Int32Array;
  /** Rows that an open row could be one person with, on average. */
  readonly others: number;
}

/** A person with a row of every occasion, or of every stage (grades 4, 6 and 8), is complete. */
export function openRows(rows: RowColumns, persons: Persons): OpenRows {
  const open: number[] = [];
  /** Persons by the occasions they have. */
  const kinds = new Map<string, { readonly occasions: readonly number[]; persons: number }>();
  for (let row = 0; row < rows.length; row += 1) {
    const own = persons.rowsOf(row);
    if (isComplete(rows, own)) continue;
    open.push(row);
    if (persons.rootOf(row) !== row) continue;
    const occasions = own.map((other) => rows.occasion[other] ?? 0).sort((a, b) => a - b);
    const key = occasions.join(' ');
    const kind = kinds.get(key) ?? { occasions, persons: 0 };
    kind.persons += 1;
    kinds.set(key, kind);
  }
  let pairs = 0;
  for (const a of kinds.values())
    for (const b of kinds.values())
      if (!a.occasions.some((occasion) => b.occasions.includes(occasion)))
        pairs += a.persons * a.occasions.length * b.persons * b.occasions.length;
  return { rows: Int32Array.from(open), others: open.length === 0 ? 0 : pairs / open.length };
}

const isComplete = (rows: RowColumns, own: readonly number[]): boolean =>
  own.length >= rows.counts.occasions ||
  (own.length >= rows.counts.stages && new Set(own.map((row) => rows.stage[row])).size >= rows.counts.stages);
