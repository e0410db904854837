import type { RateShares } from './network.ts';
import { RATES, SLOWEST } from './rates.ts';

/**
 * What the tracker holds for likely. Chosen on simulated wrists (scripts/train-ppg/tune.ts), but quicker than the least
 * surprise there (steps of 0.5, newness 0.1): real hearts fall by 2 bpm a second after effort, simulated ones seldom.
 */
export interface TrackRules {
  /** How far a rate moves in a second: mostly little, sometimes more (start of a sprint, sitting down), bpm. */
  readonly usualStep: number;
  readonly largeStep: number;
  readonly largeShare: number;
  /** Share of all probability that starts anew each second: the way out of a wrong line. */
  readonly restart: number;
  /** Part of each look that counts as new: looks overlap. */
  readonly newness: number;
  /** Evidence that any rate has, for what a look cannot know. */
  readonly doubt: number;
}

export const TRACK_RULES: TrackRules = {
  usualStep: 0.8,
  largeStep: 4,
  largeShare: 0.12,
  restart: 4e-3,
  newness: 0.2,
  doubt: 0.1,
};

/** Farthest step looked at, bpm. */
const REACH = 10;
/** A pulse is lost, and found again, once in this many seconds. */
const LOST = 1 / 60;
const FOUND = 1 / 20;
/** Share of looks without a rate that the network was trained on: its answers are divided by what it expects. */
const EXPECTED_NONE = 0.28;

function kernelOf({ usualStep, largeStep, largeShare }: TrackRules): Float64Array {
  const kernel = Float64Array.from({ length: 2 * REACH + 1 }, (_, n) => {
    const d = n - REACH;
    const gauss = (sd: number) => Math.exp(-0.5 * (d / sd) ** 2) / sd;
    return (1 - largeShare) * gauss(usualStep) + largeShare * gauss(largeStep);
  });
  const sum = kernel.reduce((total, v) => total + v, 0);
  return kernel.map((v) => v / sum);
}

/** Probability of every rate (`SLOWEST + index` bpm), and, last, that no rate can be seen. Sum 1. */
export type Belief = Float64Array;

const STATES = RATES + 1;
const NONE = RATES;

export const nothingKnown = (): Belief => {
  const belief = new Float64Array(STATES).fill((1 - EXPECTED_NONE) / RATES);
  belief[NONE] = EXPECTED_NONE;
  return belief;
};

function normalised(p: Float64Array): Float64Array {
  let sum = 0;
  for (const v of p) sum += v;
  return sum > 0 ? p.map((v) => v / sum) : nothingKnown();
}

/** A hidden Markov model over the rates and "none to be seen" (Rabiner, Proc IEEE 1989;77:257-286). */
export class RateTracker {
  readonly #rules: TrackRules;
  readonly #kernel: Float64Array;

  constructor(rules: TrackRules = TRACK_RULES) {
    this.#rules = rules;
    this.#kernel = kernelOf(rules);
  }

  /**
   * How much more likely the look is under each state than on the whole, raised to what is new in it; all alike
   * where there was nothing to look at.
   */
  likelihoodOf(seen: RateShares | null): Float64Array {
    const { doubt, newness } = this.#rules;
    const out = new Float64Array(STATES).fill(1);
    if (seen === null) return out;
    const { shares, none } = seen;
    for (let k = 0; k < RATES; k += 1)
      out[k] = ((((shares[k] as number) + doubt / RATES) * RATES) / (1 - EXPECTED_NONE)) ** newness;
    out[NONE] = ((none + doubt) / EXPECTED_NONE) ** newness;
    return out;
  }

  /** One second of the forward filter: what is known now, from what was known a second ago and this second's look. */
  next(belief: Belief, likelihood: Float64Array): Belief {
    return normalised(this.#moved(belief, 'forward').map((v, k) => v * (likelihood[k] as number)));
  }

  /** What is known of each second from all looks, before and after it: forward and backward. */
  smooth(likelihoods: readonly Float64Array[]): Belief[] {
    const forward: Belief[] = [];
    let belief = nothingKnown();
    for (const likelihood of likelihoods) {
      belief = this.next(belief, likelihood);
      forward.push(belief);
    }
    let after = new Float64Array(STATES).fill(1);
    const out: Belief[] = [];
    for (let n = likelihoods.length - 1; n >= 0; n -= 1) {
      out.push(normalised((forward[n] as Belief).map((v, k) => v * (after[k] as number))));
      const likelihood = likelihoods[n] as Float64Array;
      const before = this.#moved(
        after.map((v, k) => v * (likelihood[k] as number)),
        'backward',
      );
      after = new Float64Array(normalised(before));
    }
    return out.reverse();
  }

  /** Forward: probability flows to the next second. Backward: each state gathers what its successors are worth. */
  #moved(p: Float64Array, way: 'forward' | 'backward'): Float64Array {
    const { restart } = this.#rules;
    const out = new Float64Array(STATES);
    let rates = 0;
    for (let k = 0; k < RATES; k += 1) rates += p[k] as number;
    const none = p[NONE] as number;
    const fromNone = way === 'forward' ? (none * FOUND) / RATES : none * LOST;
    out.fill(fromNone + ((1 - LOST) * rates * restart) / RATES, 0, RATES);
    for (let k = 0; k < RATES; k += 1) {
      const mass = (p[k] as number) * (1 - LOST) * (1 - restart);
      if (mass < 1e-14) continue;
      for (let d = -REACH; d <= REACH; d += 1) {
        const to = Math.min(RATES - 1, Math.max(0, k + d));
        out[to] = (out[to] as number) + mass * (this.#kernel[d + REACH] as number);
      }
    }
    out[NONE] = none * (1 - FOUND) + (way === 'forward' ? rates * LOST : (rates / RATES) * FOUND);
    return out;
  }
}

/** Rate below which `part` of the probability of all rates lies, bpm. */
export function rateQuantile(belief: Belief, part: number): number {
  const whole = 1 - (belief[NONE] as number);
  let sum = 0;
  for (let k = 0; k < RATES; k += 1) {
    const mass = (belief[k] as number) / whole;
    if (sum + mass >= part) return SLOWEST + k - 0.5 + (mass > 0 ? (part - sum) / mass : 0.5);
    sum += mass;
  }
  return SLOWEST + RATES - 1;
}

/** Probability within `within` bpm of a rate. */
export function massAround(belief: Belief, bpm: number, within: number): number {
  let sum = 0;
  for (let k = 0; k < RATES; k += 1) if (Math.abs(SLOWEST + k - bpm) <= within) sum += belief[k] as number;
  return sum;
}
