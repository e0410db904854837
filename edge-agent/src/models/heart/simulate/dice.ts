import { seededRandom } from '../../../sources/simulated-class.ts';

/** Chance with a seed: the same seed draws the same numbers. */
export interface Dice {
  /** 0 to 1. */
  readonly share: () => number;
  readonly between: (low: number, high: number) => number;
  /** Between two sizes, each doubling as likely as the next. */
  readonly size: (low: number, high: number) => number;
  /** About Gaussian, mean 0, spread 1. */
  readonly gauss: () => number;
  /** True in this share of all draws. */
  readonly chance: (share: number) => boolean;
  readonly pick: <T>(from: readonly T[]) => T;
}

export function diceOf(seed: number): Dice {
  const share = seededRandom(seed);
  const between = (low: number, high: number): number => low + (high - low) * share();
  return {
    share,
    between,
    size: (low, high) => Math.exp(between(Math.log(low), Math.log(high))),
    gauss: () => (share() + share() + share() + share() - 2) * Math.sqrt(3),
    chance: (part) => share() < part,
    pick: (from) => {
      if (from.length === 0) throw new RangeError('nothing to pick from');
      return from[Math.floor(share() * from.length)] as never;
    },
  };
}
