import { median } from '../signal/filter.ts';
import { QRS_FS } from './features.ts';
import type { Candidate } from './peaks.ts';

/** Beats on each side that are judged together. */
const AROUND = 5;
/** Score at which beats are believed half, and the score that one unit of irregularity takes away. */
const HALF = 1.5;
const IRREGULAR = 12;
/** Change of log RR from beat to beat that is breath and no doubt. */
const BREATH = 0.06;

/**
 * How far a stretch of a chain is to be believed, 0-1, one for each beat: weak beats in an even rhythm are beats,
 * strong ones in an uneven rhythm too (fibrillation), but weak and uneven is what noise looks like.
 */
export function confidencesOf(chain: readonly Candidate[]): number[] {
  const gaps = chain.slice(1).map(({ at }, n) => Math.log((at - (chain[n] as Candidate).at) / QRS_FS));
  const changes = gaps.slice(1).map((gap, n) => Math.abs(gap - (gaps[n] as number)));
  return chain.map((_, n) => {
    const score = median(chain.slice(Math.max(0, n - AROUND), n + AROUND + 1).map((beat) => beat.score));
    const change = median(changes.slice(Math.max(0, n - 1 - AROUND), n + AROUND)) || 0;
    return 1 / (1 + Math.exp(-2 * (score - HALF - IRREGULAR * Math.max(0, change - BREATH))));
  });
}
