import { visitPairs } from './blocks.ts';
import { estimateMatches, PRIOR_PAIRS } from './estimate.ts';
import type { LinkCounts, LinkThresholds, ReviewPair } from './linkage.ts';
import { openRows } from './open-rows.ts';
import type { PairScorer } from './pair-scorer.ts';
import type { Persons } from './persons.ts';
import type { RowColumns } from './row-table.ts';

/** Pairs below these odds (log2) change nothing: 1 in 2,000. */
const LEAST_SCORE = -11;

interface Candidates {
  readonly rows: RowColumns;
  readonly scorer: PairScorer;
  readonly persons: Persons;
  readonly probability: Float32Array;
  readonly thresholds: LinkThresholds;
  readonly chance: () => number;
}

/**
 * Links what numbers alone did not: rows whose person still lacks a test. A pair's chance is shared with its
 * rivals, since only one row of an occasion can be the person; the surest pairs join first and nothing joins that
 * would give a person two rows of one occasion.
 */
export function linkCandidates(on: Candidates): {
  readonly review: readonly ReviewPair[];
  readonly counts: Omit<LinkCounts, 'rows' | 'persons' | 'byNumber'>;
} {
  const { rows, scorer, persons, probability, thresholds } = on;
  const open = openRows(rows, persons);
  const mayMatch = (a: number, b: number): boolean =>
    persons.rootOf(a) !== persons.rootOf(b) && !persons.wouldClash(a, b);
  // Of those whose number linked them nobody is a rival any more, and numbers are right less often among the rest.
  const space = { rows, of: open.rows, others: open.others, mayMatch };
  scorer.model = estimateMatches(
    { ...space, trust: (field) => (field === 'number' ? 5 : PRIOR_PAIRS) },
    scorer,
    on.chance,
  );
  const [as, bs, scores]: [number[], number[], number[]] = [[], [], []];
  const met = visitPairs({ rows, of: open.rows }, (a, b) => {
    if (!mayMatch(a, b)) return;
    scorer.ownRows = persons.rowsOf(a).length + persons.rowsOf(b).length;
    const score = scorer.score(a, b);
    if (score < LEAST_SCORE) return;
    as.push(a);
    bs.push(b);
    scores.push(score);
  });
  scorer.ownRows = 2;
  const chances = sharedChances({ rows, persons, as, bs, scores });
  const order = Array.from(chances.keys()).sort((x, y) => (chances[y] ?? 0) - (chances[x] ?? 0));
  let byEvidence = 0;
  let clashes = 0;
  const review: ReviewPair[] = [];
  for (const pair of order) {
    const [a, b, chance] = [as[pair] ?? 0, bs[pair] ?? 0, chances[pair] ?? 0];
    if (chance < thresholds.review) break;
    if (persons.rootOf(a) === persons.rootOf(b)) continue;
    const clash = persons.wouldClash(a, b);
    if (clash) clashes += 1;
    if (chance >= thresholds.auto && !clash) {
      for (const row of [a, b]) if (persons.isAlone(row)) probability[row] = chance;
      persons.join(a, b);
      byEvidence += 1;
    } else {
      review.push({ a, b, probability: chance });
      for (const row of [a, b])
        if (persons.isAlone(row)) probability[row] = Math.min(probability[row] ?? 1, 1 - chance);
    }
  }
  return {
    review: review.filter(({ a, b }) => persons.rootOf(a) !== persons.rootOf(b)),
    counts: {
      byEvidence,
      clashes,
      comparedPairs: met.pairs,
      boundedBlocks: met.boundedBlocks,
      boundedRows: met.boundedRows,
    },
  };
}

/**
 * The chance of each pair when its rivals are weighed too: of all rows of one occasion at most one is the person
 * of a row. Both rows have rivals; the smaller chance stands.
 */
function sharedChances(from: {
  readonly rows: RowColumns;
  readonly persons: Persons;
  readonly as: readonly number[];
  readonly bs: readonly number[];
  readonly scores: readonly number[];
}): Float64Array {
  const { rows, persons, as, bs, scores } = from;
  const odds = new Map<number, number>();
  // Odds of a person to an occasion: rows of one person are not rivals of each other, the best of them counts.
  const keyOf = (of: number, at: number) =>
    persons.rootOf(of) * rows.counts.occasions + (rows.occasion[at] ?? 0);
  const best = new Map<number, number>();
  const visit = (of: number, at: number, score: number): void => {
    const link = persons.rootOf(of) * rows.length + at;
    const known = best.get(link) ?? 0;
    const own = 2 ** Math.min(score, 200);
    if (own <= known) return;
    best.set(link, own);
    const key = keyOf(of, at);
    odds.set(key, (odds.get(key) ?? 0) - known + own);
  };
  for (const [n, score] of scores.entries()) {
    visit(as[n] ?? 0, bs[n] ?? 0, score);
    visit(bs[n] ?? 0, as[n] ?? 0, score);
  }
  return Float64Array.from(scores, (score, n) => {
    const own = 2 ** Math.min(score, 200);
    const [a, b] = [as[n] ?? 0, bs[n] ?? 0];
    return own / (1 + Math.max(odds.get(keyOf(a, b)) ?? 0, odds.get(keyOf(b, a)) ?? 0, own));
  });
}
