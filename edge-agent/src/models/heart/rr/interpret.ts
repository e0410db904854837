import { median } from '../signal/filter.ts';

/** What an interval between two reported beats is taken for. */
export type RrVerdict = 'normal' | 'missed' | 'extra' | 'ectopic' | 'gap';

/** One stretch of corrected intervals: `from`..`to` are the reported intervals it stands for. */
export interface RrPart {
  readonly verdict: RrVerdict;
  readonly from: number;
  /** One past the last. */
  readonly to: number;
  /** Seconds it spans, and the number of true intervals in it (0 in a gap: nobody knows). */
  readonly seconds: number;
  readonly beats: number;
}

/** Spread of log RR from beat to beat in a child at rest (respiratory sinus arrhythmia is 10-15 %). */
const SPREAD = 0.12;
/** Prices of calling an interval something else than normal, in the same units as half a squared deviation. */
const PRICE: Readonly<Record<RrVerdict, number>> = { normal: 0, missed: 2.5, extra: 3, ectopic: 4, gap: 9 };
/** Longer than this (s) is no heartbeat of a pupil in a lesson: 30 a minute. */
const LONGEST = 2;
const SHORTEST = 0.24;
/** Beats that are put back into one long interval, at most. */
const MOST_MISSED = 4;
/** Intervals on each side that say what is usual. */
const AROUND = 7;

/** A possible reading of the next intervals. */
interface Reading {
  readonly verdict: RrVerdict;
  readonly take: number;
  readonly beats: number;
}

const READINGS: readonly Reading[] = [
  { verdict: 'normal', take: 1, beats: 1 },
  ...Array.from(
    { length: MOST_MISSED - 1 },
    (_, n): Reading => ({ verdict: 'missed', take: 1, beats: n + 2 }),
  ),
  { verdict: 'extra', take: 2, beats: 1 },
  { verdict: 'extra', take: 3, beats: 1 },
  { verdict: 'extra', take: 3, beats: 2 },
  { verdict: 'ectopic', take: 2, beats: 2 },
  { verdict: 'missed', take: 2, beats: 3 },
  { verdict: 'gap', take: 1, beats: 0 },
];

/**
 * The cheapest story that explains a row of RR intervals (seconds): beats that were missed are put back, beats
 * that were too many are taken out, an early beat with its pause is evened, and what fits nothing is a gap.
 * Dynamic programming over readings, in the spirit of Lipponen and Tarvainen (J Med Eng Technol 2019;43:173-181),
 * with the local median as the expectation, asked three times as it gets cleaner.
 */
export function interpretRr(rr: readonly number[]): RrPart[] {
  let expected = localMedian(rr.map((v) => (v >= SHORTEST && v <= LONGEST ? v : Number.NaN)));
  let parts = cheapest(rr, expected);
  for (let round = 0; round < 2; round += 1) {
    const cleaned = new Array<number>(rr.length).fill(Number.NaN);
    for (const { from, to, seconds, beats } of parts) if (beats > 0) cleaned.fill(seconds / beats, from, to);
    expected = localMedian(cleaned);
    parts = cheapest(rr, expected);
  }
  return parts;
}

function localMedian(rr: readonly number[]): number[] {
  const whole = median(rr.filter(Number.isFinite)) || 0.75;
  return rr.map((_, n) => {
    const here = rr.slice(Math.max(0, n - AROUND), n + AROUND + 1).filter(Number.isFinite);
    return here.length < 3 ? whole : median(here);
  });
}

function cheapest(rr: readonly number[], expected: readonly number[]): RrPart[] {
  const best = new Float64Array(rr.length + 1).fill(Number.POSITIVE_INFINITY);
  const by: (Reading | null)[] = [null];
  best[0] = 0;
  for (let n = 0; n < rr.length; n += 1) {
    for (const reading of READINGS) {
      const to = n + reading.take;
      if (to > rr.length) continue;
      const cost =
        (best[n] as number) + costOf(rr.slice(n, to), { reading, expected: expected[n] as number });
      if (cost < (best[to] as number)) {
        best[to] = cost;
        by[to] = reading;
      }
    }
  }
  const parts: RrPart[] = [];
  for (let to = rr.length; to > 0; ) {
    const { verdict, take, beats } = by[to] as Reading;
    const seconds = rr.slice(to - take, to).reduce((sum, v) => sum + (Number.isFinite(v) ? v : 0), 0);
    parts.push({ verdict, from: to - take, to, seconds, beats });
    to -= take;
  }
  return parts.reverse();
}

function costOf(
  taken: readonly number[],
  { reading, expected }: { readonly reading: Reading; readonly expected: number },
): number {
  const price = PRICE[reading.verdict];
  if (reading.verdict === 'gap') return price;
  const sum = taken.reduce((total, v) => total + v, 0);
  if (!(sum > 0) || taken.some((v) => !(v >= 0))) return Number.POSITIVE_INFINITY;
  const each = sum / reading.beats;
  if (each < SHORTEST || each > LONGEST) return Number.POSITIVE_INFINITY;
  const off = Math.log(each / expected) / SPREAD;
  return price + (reading.beats - 1) * 0.3 + 0.5 * off * off;
}
