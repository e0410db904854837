import { median } from '../signal/filter.ts';
import type { Candidate } from './candidates.ts';
import { QRS_FS } from './features.ts';

/** No two beats of a heart are closer than this (s): the absolute refractory time, 240 a minute. */
const REFRACTORY = 0.24;
/** Longest span (s) that is still one step of the chain. */
const LONGEST = 4;
/** What one implausible interval may cost at most, in the units of a candidate's score. */
const DEAREST = 4;
/** Spread of log RR from beat to beat that costs nothing worth speaking of. */
const SPREAD = 0.17;

export interface Rhythm {
  /** Expected seconds between beats at a sample. */
  readonly expected: (at: number) => number;
  /** 0-1: how much the rhythm may overrule the signal at a sample; low where the signal is clean. */
  readonly weight: (at: number) => number;
}

/**
 * The chain of candidates with the highest sum of scores, less a price for each interval that does not fit the
 * rhythm around it (dynamic programming). Strong beats out of rhythm stay, weak ones in rhythm are kept too.
 */
export function chooseBeats(candidates: readonly Candidate[], rhythm: Rhythm): Candidate[] {
  const n = candidates.length;
  const best = new Float64Array(n);
  const from = new Int32Array(n).fill(-1);
  for (let j = 0; j < n; j += 1) {
    const { at, score } = candidates[j] as Candidate;
    const expected = rhythm.expected(at);
    const weight = rhythm.weight(at);
    let top = 0;
    let reachable = false;
    for (let i = j - 1; i >= 0; i -= 1) {
      const gap = (at - (candidates[i] as Candidate).at) / QRS_FS;
      if (gap < REFRACTORY) continue;
      if (gap > LONGEST && reachable) break;
      const off = Math.log(gap / expected) / SPREAD;
      const value = (best[i] as number) - weight * Math.min(DEAREST, 0.5 * off * off);
      if (!reachable || value > top) {
        top = value;
        from[j] = i;
        reachable = true;
      }
      if (gap > LONGEST) break;
    }
    if (reachable && top < 0) from[j] = -1;
    best[j] = score + Math.max(0, top);
  }
  let at = best.reduce((top, value, i) => (value > (best[top] as number) ? i : top), 0);
  const chain: Candidate[] = [];
  while (n > 0 && at >= 0) {
    chain.push(candidates[at] as Candidate);
    at = from[at] as number;
  }
  return chain.reverse();
}

/** The usual interval (s) around each place: median of the nine nearest intervals of a chain. */
export function rhythmOf(chain: readonly Candidate[]): (at: number) => number {
  const gaps = chain.slice(1).map(({ at }, n) => (at - (chain[n] as Candidate).at) / QRS_FS);
  if (gaps.length === 0) return () => 0.8;
  const local = gaps.map((_, n) => median(gaps.slice(Math.max(0, n - 5), n + 6)));
  let n = 0;
  return (at) => {
    while (n > 0 && (chain[n] as Candidate).at > at) n -= 1;
    while (n < local.length - 1 && (chain[n + 1] as Candidate).at <= at) n += 1;
    return local[n] as number;
  };
}

/** Seconds of candidates on each side that the rhythm is read from. */
const READ = 10;
/** Intervals looked at, s: 220 to 38 a minute, in steps of 3 %. */
const STEPS = Array.from({ length: 60 }, (_, n) => 0.272 * 1.03 ** n);

/**
 * The interval (s) that repeats most among the candidates around each place, before anything was chosen: the
 * autocorrelation of their scores. Noise adds to all intervals alike.
 */
export function repeatedInterval(candidates: readonly Candidate[]): (at: number) => number {
  const strong = candidates.filter(({ score }) => score > 0);
  const read = new Map<number, number>();
  const readAt = (block: number): number => {
    const middle = (block + 0.5) * 5 * QRS_FS;
    const here = strong.filter(({ at }) => Math.abs(at - middle) < READ * QRS_FS);
    const sums = STEPS.map(() => 0);
    here.forEach((a, i) => {
      for (const b of here.slice(i + 1)) {
        const n = Math.log((b.at - a.at) / QRS_FS / 0.272) / Math.log(1.03);
        if (n > STEPS.length + 3) break;
        for (let k = Math.max(0, Math.ceil(n - 3)); k <= n + 3 && k < STEPS.length; k += 1)
          sums[k] = (sums[k] as number) + a.score ** 2 * b.score ** 2 * Math.exp(-0.5 * ((k - n) / 1.5) ** 2);
      }
    });
    // Twice the interval repeats nearly as often: the shorter wins when they are close.
    const weighed = sums.map((sum, k) => sum * (STEPS[k] as number) ** -0.25);
    return STEPS[weighed.indexOf(Math.max(...weighed))] as number;
  };
  return (at) => {
    const block = Math.floor(at / QRS_FS / 5);
    const known = read.get(block) ?? readAt(block);
    read.set(block, known);
    return known;
  };
}

/**
 * How much the rhythm may overrule the signal: little where nearly every candidate is in the chain, fully where
 * as many stand beside it as in it (noise that looks like beats).
 */
export function doubtOf(
  candidates: readonly Candidate[],
  chain: readonly Candidate[],
): (at: number) => number {
  const chosen = new Set(chain);
  const per: { beside: number; in: number }[] = [];
  for (const candidate of candidates) {
    if (candidate.score < 0) continue;
    const block = Math.floor(candidate.at / QRS_FS / 5);
    while (per.length <= block) per.push({ beside: 0, in: 0 });
    const count = per[block] as { beside: number; in: number };
    if (chosen.has(candidate)) count.in += 1;
    else count.beside += 1;
  }
  return (at) => {
    const block = Math.floor(at / QRS_FS / 5);
    const near = per.slice(Math.max(0, block - 1), block + 2);
    const beside = near.reduce((sum, count) => sum + count.beside, 0);
    const inside = near.reduce((sum, count) => sum + count.in, 0);
    return 0.2 + 0.8 * Math.min(1, (1.5 * beside) / Math.max(1, inside));
  };
}
