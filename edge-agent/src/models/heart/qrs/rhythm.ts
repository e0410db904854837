import { median } from '../signal/filter.ts';
import { QRS_FS } from './features.ts';
import type { Candidate } from './peaks.ts';

/** The usual interval (s) around each place: median of the eleven nearest intervals of a chain. */
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
/** Intervals looked at, s: 220 to 32 a minute, in steps of 3 %. */
const STEPS = Array.from({ length: 66 }, (_, n) => 0.272 * 1.03 ** n);

/**
 * The interval (s) that repeats most among the candidates around each place, before anything was chosen: the
 * autocorrelation of their scores. Noise adds to all intervals alike.
 */
export function repeatedInterval(candidates: readonly Candidate[]): (at: number) => number {
  const strong = candidates.filter(({ score }) => score > 0);
  const read = new Map<number, number>();
  const readAt = (block: number): number => {
    const middle = (block + 0.5) * 5 * QRS_FS;
    const from = firstFrom(strong, middle - READ * QRS_FS);
    const here = strong.slice(from, firstFrom(strong, middle + READ * QRS_FS));
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

/** Number of the first candidate at or after a sample, by bisection. */
function firstFrom(candidates: readonly Candidate[], sample: number): number {
  let low = 0;
  let high = candidates.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((candidates[middle] as Candidate).at < sample) low = middle + 1;
    else high = middle;
  }
  return low;
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
