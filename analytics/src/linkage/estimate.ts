import { visitPairs } from './blocks.ts';
import { LINK_FIELDS, type LinkField } from './levels.ts';
import { type LinkModel, smoothed, startU } from './model.ts';
import { FIELD_COUNT, type PairScorer } from './pair-scorer.ts';
import type { RowColumns } from './row-table.ts';

/** Random pairs whose levels say what strangers look like: so many for each row, and so many at most. */
const STRANGER_PAIRS_PER_ROW = 10;
const MOST_STRANGER_PAIRS = 200_000;
/** Rows whose candidates are used to estimate m. */
const PROBE_ROWS = 20_000;
const ROUNDS = 12;
/** Pairs' worth of the starting values: a level seen once in a small set of files is not a law. */
export const PRIOR_PAIRS = 200;
/** School is learned from its paths, numbers of strangers never agree. */
const ESTIMATED: readonly LinkField[] = ['number', 'name', 'birth_date', 'sex', 'class'];

/** u: how often strangers agree, counted on random pairs of rows of different occasions. Chance passed in. */
export function estimateStrangers(rows: RowColumns, scorer: PairScorer, chance: () => number): LinkModel {
  const counts = LINK_FIELDS.map(() => new Float64Array(scorer.model.u.name.length));
  const pairs = Math.min(MOST_STRANGER_PAIRS, rows.length * STRANGER_PAIRS_PER_ROW);
  for (let n = 0; n < pairs; n += 1) {
    const a = Math.floor(chance() * rows.length);
    const b = Math.floor(chance() * rows.length);
    if (rows.occasion[a] === rows.occasion[b]) continue;
    scorer.compare(a, b);
    for (let field = 0; field < FIELD_COUNT; field += 1) increment(counts[field], scorer.levels[field] ?? 0);
  }
  const u = startU();
  for (const [field, name] of LINK_FIELDS.entries())
    u[name] = smoothed(counts[field] ?? new Float64Array(0), u[name], PRIOR_PAIRS * 10);
  return { ...scorer.model, u };
}

/** The pairs among which matches are sought. */
export interface PairSpace {
  readonly rows: RowColumns;
  readonly of: Int32Array;
  /** Rows that a row of `of` could be one person with, on average. */
  readonly others: number;
  readonly mayMatch: (a: number, b: number) => boolean;
  /** How many pairs' worth the present model counts, per field. */
  readonly trust: (field: LinkField) => number;
}

/**
 * m and the prior by expectation and maximisation: the pairs that a sample of rows meets by any block, u fixed.
 * What a block leaves out is far from any match, so the estimate is of all pairs, not of the blocks' only.
 */
export function estimateMatches(space: PairSpace, scorer: PairScorer, chance: () => number): LinkModel {
  const { rows, of, mayMatch } = space;
  const share = Math.min(1, PROBE_ROWS / Math.max(1, of.length));
  const probes = new Uint8Array(rows.length);
  for (const row of of) probes[row] = chance() < share ? 1 : 0;
  const probed = probes.reduce((sum, probe) => sum + probe, 0);
  const pairs: SeenPairs = { levels: [], fixed: [], both: [] };
  visitPairs({ rows, of, wanted: (row) => probes[row] === 1 }, (a, b) => {
    if (!mayMatch(a, b)) return;
    scorer.compare(a, b);
    // A pair of two probes counts for both.
    pairs.both.push((probes[a] ?? 0) + (probes[b] ?? 0));
    let unestimated = 0;
    for (let field = 0; field < FIELD_COUNT; field += 1) {
      pairs.levels.push(scorer.levels[field] ?? 0);
      unestimated += ESTIMATED.includes(LINK_FIELDS[field] ?? 'school')
        ? -(scorer.logU[field] ?? 0)
        : scorer.weight(field);
    }
    pairs.fixed.push(unestimated);
  });
  const start = scorer.model;
  let model = start;
  for (let round = 0; round < ROUNDS; round += 1)
    model = nextRound({ model, start, pairs, trust: space.trust, strangers: probed * space.others });
  return model;
}

interface SeenPairs {
  readonly levels: number[];
  /** log2 of what does not change from round to round. */
  readonly fixed: number[];
  readonly both: number[];
}

function nextRound(from: {
  readonly model: LinkModel;
  readonly start: LinkModel;
  readonly pairs: SeenPairs;
  readonly trust: PairSpace['trust'];
  readonly strangers: number;
}): LinkModel {
  const { model, start, trust, strangers } = from;
  const { levels, fixed, both } = from.pairs;
  const logM = LINK_FIELDS.map((field) => model.m[field].map((chance) => Math.log2(chance + 1e-9)));
  const seen = LINK_FIELDS.map(() => new Float64Array(model.m.name.length));
  const prior = Math.log2(model.priorOdds);
  let matches = 0;
  for (const [pair, unestimated] of fixed.entries()) {
    let score = prior + unestimated;
    for (let field = 0; field < FIELD_COUNT; field += 1) {
      const level = levels[pair * FIELD_COUNT + field] ?? 0;
      if (level > 0 && LINK_FIELDS[field] !== 'school') score += logM[field]?.[level] ?? 0;
    }
    const weight = (both[pair] ?? 1) / (1 + 2 ** -score);
    matches += weight;
    for (let field = 0; field < FIELD_COUNT; field += 1)
      increment(seen[field], levels[pair * FIELD_COUNT + field] ?? 0, weight);
  }
  const m = { ...model.m };
  for (const field of ESTIMATED) {
    const counts = seen[LINK_FIELDS.indexOf(field)] ?? new Float64Array(0);
    m[field] = smoothed(counts, start.m[field], trust(field));
  }
  return { ...model, m, priorOdds: Math.max(0.5, matches) / Math.max(1, strangers - matches) };
}

/** Rows of other occasions that a row has, on average. */
export function meanOfOthers(rows: RowColumns): number {
  const sizes = new Map<number, number>();
  for (const occasion of rows.occasion) sizes.set(occasion, (sizes.get(occasion) ?? 0) + 1);
  let same = 0;
  for (const size of sizes.values()) same += size * size;
  return rows.length === 0 ? 0 : (rows.length ** 2 - same) / rows.length;
}

function increment(counts: Float64Array | undefined, at: number, by = 1): void {
  if (counts !== undefined) counts[at] = (counts[at] ?? 0) + by;
}
