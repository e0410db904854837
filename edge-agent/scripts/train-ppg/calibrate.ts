/**
 * Says how sure a reading is and how wide its interval, from simulated wrists that the network never saw:
 * `npx node edge-agent/scripts/train-ppg/calibrate.ts [--data ../shared/data]`. Writes ppg/calibration.model.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { NEAR } from '../../src/models/heart/ppg/estimate.ts';
import { networkOf } from '../../src/models/heart/ppg/network.ts';
import { type Calibration, confidenceOf, RESTING, signsOf } from '../../src/models/heart/ppg/reading.ts';
import { type Belief, nothingKnown, RateTracker, rateQuantile } from '../../src/models/heart/ppg/track.ts';
import { quantile } from '../../src/models/heart/signal/filter.ts';
import { readLibrary } from './library.ts';
import { drawSequences, type Sequence } from './sequences.ts';

const ROOT = join(import.meta.dirname, '../../..');
const PPG = 'edge-agent/src/models/heart/ppg';
const { values } = parseArgs({
  options: {
    data: { type: 'string', default: join(ROOT, '../shared/data') },
    weights: { type: 'string', default: join(ROOT, PPG, 'network.model') },
    out: { type: 'string', default: join(ROOT, PPG, 'calibration.model') },
    count: { type: 'string', default: '400' },
  },
});

/** A reading is right within this many bpm of the rate under its look. */
const RIGHT = 5;
/** Part of the seconds without a pulse that may be given a rate; the aim is 5 %. */
const MOST_FALSE = 0.03;
const INSIDE = 0.9;
/** How many times a second without a pulse counts: it must not be taken for one. */
const HEED = 3;

interface Case {
  readonly kind: Sequence['kind'];
  readonly signs: readonly number[];
  readonly right: boolean;
  /** Off the strap (bpm), and half widths of the belief at that side; null: no pulse. */
  readonly off: number | null;
  readonly half: number;
  readonly resting: boolean;
}

const sequences = drawSequences({
  count: Number(values.count),
  firstSeed: 3e6,
  seconds: 60,
  library: readLibrary(values.data),
  network: networkOf(readFileSync(values.weights, 'utf8')),
});
const tracker = new RateTracker();

function beliefsOf({ seconds }: Sequence, mode: 'whole' | 'live'): Belief[] {
  const likelihoods = seconds.map(({ shares }) => tracker.likelihoodOf(shares));
  if (mode === 'whole') return tracker.smooth(likelihoods);
  let belief = nothingKnown();
  return likelihoods.map((likelihood) => {
    belief = tracker.next(belief, likelihood);
    return belief;
  });
}

function casesOf(mode: 'whole' | 'live'): Case[] {
  return sequences.flatMap((sequence) =>
    beliefsOf(sequence, mode).flatMap((belief, n): Case[] => {
      const bpm = rateQuantile(belief, 0.5);
      const ahead = mode === 'whole' ? NEAR : 0;
      const near = sequence.seconds.slice(Math.max(0, n - NEAR), n + ahead + 1);
      if (near.every(({ shares }) => shares === null)) return [];
      const truth = sequence.truth[n] ?? null;
      const strap = sequence.strap[n] ?? null;
      const off = strap === null ? null : strap - bpm;
      return [
        {
          kind: sequence.kind,
          signs: signsOf(belief, bpm, near),
          right: truth !== null && Math.abs(bpm - truth) <= RIGHT,
          off,
          resting: bpm < RESTING,
          half: Math.abs(rateQuantile(belief, (off ?? 0) > 0 ? 0.95 : 0.05) - bpm),
        },
      ];
    }),
  );
}

/** Logistic regression by Newton's method, with a little shrinkage. */
function logistic(cases: readonly Case[]): number[] {
  const width = (cases[0]?.signs.length ?? 0) + 1;
  let weights = new Array<number>(width).fill(0);
  for (let round = 0; round < 12; round += 1) {
    const slope = new Array<number>(width).fill(0);
    const curve = Array.from({ length: width }, (_, i) =>
      Array.from({ length: width }, (_, j) => (i === j ? 1 : 0)),
    );
    for (const { kind, signs, right } of cases) {
      const x = [...signs, 1];
      const heed = kind === 'pulse' ? 1 : HEED;
      const p = confidenceOf(signs, { trust: weights });
      for (let i = 0; i < width; i += 1) {
        slope[i] = (slope[i] as number) + heed * ((right ? 1 : 0) - p) * (x[i] as number);
        for (let j = 0; j < width; j += 1)
          (curve[i] as number[])[j] =
            (curve[i]?.[j] as number) + heed * p * (1 - p) * (x[i] as number) * (x[j] as number);
      }
    }
    const step = solve(
      curve,
      slope.map((v, i) => v - (weights[i] as number)),
    );
    weights = weights.map((v, i) => v + (step[i] as number));
  }
  return weights.map((v) => Number(v.toFixed(4)));
}

/** Gauss and Jordan; the matrix is small and positive. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i] as number]);
  rows.forEach((row, i) => {
    const pivot = row[i] as number;
    for (let k = 0; k < row.length; k += 1) row[k] = (row[k] as number) / pivot;
    rows.forEach((other, j) => {
      if (i === j) return;
      const by = other[i] as number;
      for (let k = 0; k < row.length; k += 1) other[k] = (other[k] as number) - by * (row[k] as number);
    });
  });
  return rows.map((row) => row.at(-1) as number);
}

function calibrated(cases: readonly Case[]): Calibration {
  const trust = logistic(cases);
  const sure = cases.map((each) => ({ ...each, confidence: confidenceOf(each.signs, { trust }) }));
  const false_ = (kind: Sequence['kind']) =>
    quantile(
      sure.filter((each) => each.kind === kind).map(({ confidence }) => confidence),
      1 - MOST_FALSE,
    );
  const least = Math.min(0.95, Math.max(0.5, false_('noise'), false_('motion only')));
  const given = sure.filter(({ confidence, off }) => confidence >= least && off !== null);
  // The narrowest pair (mean width) that holds nine of ten.
  let best = { base: { rest: 3, effort: 3 }, spread: 1, width: Number.POSITIVE_INFINITY };
  for (let spread = 0; spread <= 2.01; spread += 0.25) {
    const baseOf = (resting: boolean) =>
      quantile(
        given
          .filter((each) => each.resting === resting)
          .map(({ off, half }) => Math.abs(off ?? 0) - spread * half),
        INSIDE,
      );
    const base = { rest: baseOf(true), effort: baseOf(false) };
    const width =
      given.reduce((sum, { half, resting }) => sum + (resting ? base.rest : base.effort) + spread * half, 0) /
      given.length;
    if (Math.min(base.rest, base.effort) >= 0.5 && width < best.width) best = { base, spread, width };
  }
  const part = (kind: Sequence['kind']) => {
    const all = sure.filter((each) => each.kind === kind);
    return `${kind} ${((100 * all.filter(({ confidence }) => confidence >= least).length) / all.length).toFixed(1)} % given`;
  };
  const wrong = given.filter(({ right }) => !right).length / given.length;
  const mae = given.reduce((sum, { off }) => sum + Math.abs(off ?? 0), 0) / given.length;
  console.log(
    `threshold ${least.toFixed(3)}; ${part('noise')}, ${part('motion only')}, ${part('pulse')}; given: MAE to a strap ${mae.toFixed(2)} bpm, ${(100 * wrong).toFixed(1)} % off by more than ${RIGHT} bpm; half width ${best.width.toFixed(2)} bpm`,
  );
  return {
    trust,
    least: Number(least.toFixed(3)),
    base: { rest: Number(best.base.rest.toFixed(2)), effort: Number(best.base.effort.toFixed(2)) },
    spread: best.spread,
  };
}

const whole = calibrated(casesOf('whole'));
const live = calibrated(casesOf('live'));
writeFileSync(values.out, `${JSON.stringify({ whole, live })}\n`);
