import { RATES, SLOWEST } from './spectrum.ts';

/** How far a rate moves in a second: mostly little, sometimes more (start of a sprint, sitting down), bpm. */
const USUAL_STEP = 1.2;
const LARGE_STEP = 3.5;
const LARGE_SHARE = 0.12;
/** Share of all probability that starts anew each second: the way out of a wrong line. */
const RESTART = 2e-4;
/** Farthest step looked at. */
const REACH = 12;

const KERNEL = Float64Array.from({ length: 2 * REACH + 1 }, (_, n) => {
  const d = n - REACH;
  const gauss = (sd: number) => Math.exp(-0.5 * (d / sd) ** 2) / sd;
  return (1 - LARGE_SHARE) * gauss(USUAL_STEP) + LARGE_SHARE * gauss(LARGE_STEP);
});
const KERNEL_SUM = KERNEL.reduce((sum, v) => sum + v, 0);

function spread(p: Float64Array): Float64Array {
  const out = new Float64Array(RATES).fill(RESTART / RATES);
  for (let k = 0; k < RATES; k += 1) {
    const mass = ((p[k] as number) * (1 - RESTART)) / KERNEL_SUM;
    if (mass < 1e-12) continue;
    for (let d = -REACH; d <= REACH; d += 1) {
      const to = Math.min(RATES - 1, Math.max(0, k + d));
      out[to] = (out[to] as number) + mass * (KERNEL[d + REACH] as number);
    }
  }
  return out;
}

const normalised = (p: Float64Array): Float64Array => {
  const sum = p.reduce((total, v) => total + v, 0);
  return sum > 0 ? p.map((v) => v / sum) : p.map(() => 1 / RATES);
};

/**
 * Probability of every rate (`SLOWEST + index` bpm) at every second, from the likelihoods of all seconds: the
 * forward-backward smoother of a hidden Markov model (Rabiner, Proc IEEE 1989;77:257-286).
 */
export function smoothRates(likelihoods: readonly Float64Array[]): Float64Array[] {
  const forward: Float64Array[] = [];
  let belief = new Float64Array(RATES).fill(1 / RATES);
  for (const likelihood of likelihoods) {
    const seen = spread(belief).map((v, k) => v * (likelihood[k] as number));
    belief = new Float64Array(normalised(seen));
    forward.push(belief);
  }
  let after = new Float64Array(RATES).fill(1);
  const out: Float64Array[] = [];
  for (let n = likelihoods.length - 1; n >= 0; n -= 1) {
    out.push(normalised((forward[n] as Float64Array).map((v, k) => v * (after[k] as number))));
    const next = after.map((v, k) => v * ((likelihoods[n] as Float64Array)[k] as number));
    after = new Float64Array(spread(new Float64Array(normalised(next))));
  }
  return out.reverse();
}

/** Rate below which `part` of the probability lies, bpm. */
export function rateQuantile(p: Float64Array, part: number): number {
  let sum = 0;
  for (let k = 0; k < RATES; k += 1) {
    const mass = p[k] as number;
    if (sum + mass >= part) return SLOWEST + k - 0.5 + (mass > 0 ? (part - sum) / mass : 0.5);
    sum += mass;
  }
  return SLOWEST + RATES - 1;
}

/** Probability within `within` bpm of a rate. */
export function massAround(p: Float64Array, bpm: number, within: number): number {
  let sum = 0;
  for (let k = 0; k < RATES; k += 1) if (Math.abs(SLOWEST + k - bpm) <= within) sum += p[k] as number;
  return sum;
}
