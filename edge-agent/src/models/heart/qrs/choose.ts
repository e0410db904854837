import { QRS_FS } from './features.ts';
import type { Candidate } from './peaks.ts';

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
