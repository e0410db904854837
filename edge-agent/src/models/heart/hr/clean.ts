import { type RateAt, refused } from '../rate.ts';
import type { Samples } from '../signal/series.ts';

/** Rates of living pupils, bpm. */
const LOWEST = 30;
const HIGHEST = 230;
/** How much a shown rate may change at once, and for each second that passes, without costing anything. */
const FREE_AT_ONCE = 4;
const FREE_PER_SECOND = 1.5;
/** Price of one bpm more than that, in kept samples. */
const LONGEST_FREE = 16;
const PER_BPM = 0.25;
/** Samples back that a chain may be continued from. */
const BACK = 90;
/** Seconds that are bridged by a straight line between two good samples. */
const BRIDGED = 15;

/**
 * Cleans the rates that a strap or watch shows. The longest chain of samples that one heart can have made is
 * kept (dynamic programming: each sample kept counts one, each jump costs); short holes between are bridged
 * with a wider interval, long ones refused. The kept values are not changed.
 */
export function cleanRates({ t, values }: Samples): {
  readonly rate: readonly RateAt[];
  readonly rejected: number;
} {
  const n = t.length;
  const kept = longestChain({ t, values });
  const rate: RateAt[] = [];
  let rejected = 0;
  let before = -1;
  const next = nextKept(kept);
  for (let i = 0; i < n; i += 1) {
    const at = t[i] as number;
    const bpm = values[i] as number;
    if (kept[i]) {
      before = i;
      rate.push({ t: at, bpm, low: bpm - 1, high: bpm + 1, confidence: 0.98 });
      continue;
    }
    if (Number.isFinite(bpm)) rejected += 1;
    const after = next[i] as number;
    const hole =
      before >= 0 && after < n ? (t[after] as number) - (t[before] as number) : Number.POSITIVE_INFINITY;
    if (hole > BRIDGED) {
      rate.push(refused(at, Number.isFinite(bpm) && bpm > 0 ? 'too_uncertain' : 'contact_lost'));
      continue;
    }
    const part = (at - (t[before] as number)) / hole;
    const between = (values[before] as number) * (1 - part) + (values[after] as number) * part;
    const half = 1 + Math.min(at - (t[before] as number), (t[after] as number) - at) * 1.2;
    rate.push({ t: at, bpm: between, low: between - half, high: between + half, confidence: 1 - hole / 30 });
  }
  return { rate, rejected };
}

function nextKept(kept: readonly boolean[]): number[] {
  const next = new Array<number>(kept.length);
  let after = kept.length;
  for (let i = kept.length - 1; i >= 0; i -= 1) {
    if (kept[i]) after = i;
    next[i] = after;
  }
  return next;
}

function longestChain({ t, values }: Samples): boolean[] {
  const n = t.length;
  const best = new Float64Array(n);
  const from = new Int32Array(n).fill(-1);
  let end = -1;
  let bestEver = -1;
  for (let i = 0; i < n; i += 1) {
    const bpm = values[i] as number;
    if (!(bpm >= LOWEST && bpm <= HIGHEST)) {
      best[i] = Number.NEGATIVE_INFINITY;
      continue;
    }
    best[i] = 1;
    for (let j = i - 1; j >= Math.max(0, i - BACK); j -= 1) {
      if (best[j] === Number.NEGATIVE_INFINITY) continue;
      const dt = (t[i] as number) - (t[j] as number);
      const jump =
        Math.abs(bpm - (values[j] as number)) - FREE_AT_ONCE - FREE_PER_SECOND * Math.min(dt, LONGEST_FREE);
      const value = (best[j] as number) + 1 - Math.max(0, jump) * PER_BPM;
      if (value > (best[i] as number)) {
        best[i] = value;
        from[i] = j;
      }
    }
    if ((best[i] as number) > bestEver) {
      bestEver = best[i] as number;
      end = i;
    }
  }
  const kept = new Array<boolean>(n).fill(false);
  for (let i = end; i >= 0; i = from[i] as number) kept[i] = true;
  return kept;
}
