import { BLOCK_KEYS, type BlockKey } from './block-keys.ts';
import type { RowColumns } from './row-table.ts';

/** Most rows of one block that are all compared with each other; in a larger one each meets its next so many. */
export const MAX_BLOCK = 80;

/** What a bound cost: said out loud wherever links are shown. */
export interface BlockCount {
  pairs: number;
  boundedBlocks: number;
  boundedRows: number;
}

/** Rows to be paired; `wanted`: only pairs with at least one such row. */
export interface PairSource {
  readonly rows: RowColumns;
  readonly of: Int32Array;
  readonly wanted?: (row: number) => boolean;
}

/**
 * Visits each pair of rows of different occasions that share a key, once. Work is `rows x keys x MAX_BLOCK` at
 * most.
 */
export function visitPairs(from: PairSource, visit: (a: number, b: number) => void): BlockCount {
  const count: BlockCount = { pairs: 0, boundedBlocks: 0, boundedRows: 0 };
  const earlier: Ordered[] = [];
  for (const key of BLOCK_KEYS) {
    const ordered = orderedBy(keysOf(from, key));
    for (const block of blocksOf(ordered)) {
      if (block.length > MAX_BLOCK) {
        count.boundedBlocks += 1;
        count.boundedRows += block.length;
      }
      count.pairs += visitBlock({ ...from, block, earlier }, visit);
    }
    earlier.push(ordered);
  }
  return count;
}

/** Positions of the rows by a key: the key, the order, and where in the order each position stands. */
interface Ordered {
  readonly keys: Int32Array;
  readonly order: Int32Array;
  readonly rank: Int32Array;
}

function keysOf({ rows, of }: PairSource, key: BlockKey): Int32Array {
  const keys = new Int32Array(of.length);
  for (let position = 0; position < of.length; position += 1)
    keys[position] = key.of(rows, of[position] ?? 0);
  return keys;
}

/** Positions that have one key, for each key that two or more have. */
function* blocksOf({ keys, order }: Ordered): Generator<Int32Array> {
  for (let start = 0, end = 0; start < order.length; start = end) {
    const key = keys[order[start] ?? 0] ?? 0;
    end = start + 1;
    while (end < order.length && keys[order[end] ?? 0] === key) end += 1;
    if (key !== 0 && end - start > 1) yield order.subarray(start, end);
  }
}

function visitBlock(
  within: PairSource & { readonly block: Int32Array; readonly earlier: readonly Ordered[] },
  visit: (a: number, b: number) => void,
): number {
  const { rows, of, wanted, block, earlier } = within;
  let pairs = 0;
  for (let i = 0; i < block.length; i += 1) {
    const x = block[i] ?? 0;
    const a = of[x] ?? 0;
    const last = block.length > MAX_BLOCK ? Math.min(block.length, i + 1 + MAX_BLOCK) : block.length;
    for (let j = i + 1; j < last; j += 1) {
      const y = block[j] ?? 0;
      const b = of[y] ?? 0;
      if (rows.occasion[a] === rows.occasion[b]) continue;
      if (wanted !== undefined && !wanted(a) && !wanted(b)) continue;
      if (metBefore(earlier, x, y)) continue;
      pairs += 1;
      visit(a, b);
    }
  }
  return pairs;
}

/** Two rows were visited under an earlier key: they had it in common and stood near enough for its bound. */
function metBefore(earlier: readonly Ordered[], x: number, y: number): boolean {
  for (const { keys, rank } of earlier) {
    if (keys[x] === 0 || keys[x] !== keys[y]) continue;
    if (Math.abs((rank[x] ?? 0) - (rank[y] ?? 0)) <= MAX_BLOCK) return true;
  }
  return false;
}

/** Key and position in one number sort without a comparator. */
function orderedBy(keys: Int32Array): Ordered {
  const combined = new Float64Array(keys.length);
  for (let n = 0; n < keys.length; n += 1) combined[n] = (keys[n] ?? 0) * 2 ** 22 + n;
  combined.sort();
  const order = Int32Array.from(combined, (value) => value % 2 ** 22);
  const rank = new Int32Array(keys.length);
  for (const [place, position] of order.entries()) rank[position] = place;
  return { keys, order, rank };
}
