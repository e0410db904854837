import { estimateMatches, estimateStrangers, meanOfOthers, PRIOR_PAIRS } from './estimate.ts';
import { countFrequencies } from './frequencies.ts';
import { LINK_FIELDS, levelName } from './levels.ts';
import { linkCandidates } from './link-candidates.ts';
import { linkSureNumbers, numberGroups } from './link-numbers.ts';
import { LINK_THRESHOLDS, type Linkage, type LinkThresholds, MAX_LINK_ROWS } from './linkage.ts';
import { type LinkModel, startM, startU } from './model.ts';
import { PairScorer } from './pair-scorer.ts';
import { Persons } from './persons.ts';
import type { RowColumns } from './row-table.ts';
import { SchoolPaths } from './school-paths.ts';
import { seededChance } from './seeded-chance.ts';

export * from './linkage.ts';

/**
 * Says which rows are one person: first by student number where the rest does not speak against it, then by
 * Fellegi and Sunter's weights over name, birth date, sex, school and class, in blocks. Deterministic: chance is
 * seeded. Throws a RangeError for more than {@link MAX_LINK_ROWS} rows.
 */
export function linkRows(rows: RowColumns, thresholds: LinkThresholds = LINK_THRESHOLDS): Linkage {
  if (rows.length > MAX_LINK_ROWS) throw new RangeError(`more than ${MAX_LINK_ROWS} rows`);
  const chance = seededChance(20_261_128);
  const scorer = scorerOf(rows, chance);
  const persons = new Persons(rows);
  const probability = new Float32Array(rows.length).fill(1);
  const byNumber = linkSureNumbers({ rows, scorer, persons, probability, auto: thresholds.auto });
  const found = linkCandidates({ rows, scorer, persons, probability, thresholds, chance });
  const status = new Uint8Array(rows.length);
  const person = new Int32Array(rows.length);
  const waiting = new Set(found.review.flatMap(({ a, b }) => [a, b]));
  let count = 0;
  for (let row = 0; row < rows.length; row += 1) {
    person[row] = persons.rootOf(row);
    if (person[row] === row) count += 1;
    status[row] = persons.isAlone(row) ? (waiting.has(row) ? 1 : 0) : 2;
  }
  return {
    person,
    probability,
    status,
    review: found.review,
    model: scorer.model,
    counts: { rows: rows.length, persons: count, byNumber, ...found.counts },
    explain(a, b) {
      scorer.compare(a, b);
      return LINK_FIELDS.map((field, index) => ({
        field,
        agreement: levelName(field, scorer.levels[index] ?? 0),
        weight: scorer.weight(index),
      }));
    },
  };
}

function scorerOf(rows: RowColumns, chance: () => number): PairScorer {
  const paths = new SchoolPaths(rows);
  const others = Math.max(1, meanOfOthers(rows));
  const model: LinkModel = { m: startM(), u: startU(), priorOdds: 1 / others };
  const scorer = new PairScorer({ rows, frequencies: countFrequencies(rows), paths, model });
  scorer.model = estimateStrangers(rows, scorer, chance);
  for (const group of numberGroups(rows)) {
    for (const [n, a] of group.entries())
      for (const b of group.slice(n + 1)) if (rows.occasion[a] !== rows.occasion[b]) paths.learn(a, b);
  }
  const space = { rows, of: Int32Array.from(rows.name.keys()), others, mayMatch: () => true };
  scorer.model = estimateMatches({ ...space, trust: () => PRIOR_PAIRS }, scorer, chance);
  return scorer;
}
