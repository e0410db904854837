import type { PairScorer } from './pair-scorer.ts';
import type { Persons } from './persons.ts';
import type { RowColumns } from './row-table.ts';

/** A number that more rows bear is a placeholder (0000), not a person's. */
const MOST_ROWS_OF_A_NUMBER = 24;

/** Rows of each student number that more than one row bears. */
export function* numberGroups(rows: RowColumns): Generator<readonly number[]> {
  const start = new Int32Array(rows.counts.numbers + 1);
  for (const number of rows.number) start[number + 1] = (start[number + 1] ?? 0) + 1;
  for (let n = 1; n < start.length; n += 1) start[n] = (start[n] ?? 0) + (start[n - 1] ?? 0);
  const at = start.slice();
  const order = new Int32Array(rows.length);
  for (const [row, number] of rows.number.entries()) {
    order[at[number] ?? 0] = row;
    at[number] = (at[number] ?? 0) + 1;
  }
  for (let number = 1; number < rows.counts.numbers; number += 1) {
    const [from, to] = [start[number] ?? 0, start[number + 1] ?? 0];
    if (to - from > 1 && to - from <= MOST_ROWS_OF_A_NUMBER) yield Array.from(order.subarray(from, to));
  }
}

/**
 * Joins rows of one number where each occasion has one of them and nothing else speaks against any pair; the rest
 * is left to the candidates. Returns how many links it made.
 */
export function linkSureNumbers(on: {
  readonly rows: RowColumns;
  readonly scorer: PairScorer;
  readonly persons: Persons;
  readonly probability: Float32Array;
  readonly auto: number;
}): number {
  const { rows, scorer, persons, probability, auto } = on;
  let links = 0;
  for (const group of numberGroups(rows)) {
    if (new Set(group.map((row) => rows.occasion[row])).size < group.length) continue;
    const pairs = group.flatMap((a, n) =>
      group.slice(n + 1).map((b) => ({ a, b, probability: 1 / (1 + 2 ** -scorer.score(a, b)) })),
    );
    if (pairs.some((pair) => pair.probability < auto)) continue;
    for (const { a, b, probability: chance } of pairs) {
      if (persons.rootOf(a) !== persons.rootOf(b)) {
        persons.join(a, b);
        links += 1;
      }
      keepBest(probability, a, chance);
      keepBest(probability, b, chance);
    }
  }
  return links;
}

/** 1 until something is known of the row. */
const keepBest = (probability: Float32Array, row: number, chance: number): void => {
  const known = probability[row] ?? 1;
  probability[row] = known === 1 ? chance : Math.max(known, chance);
};
