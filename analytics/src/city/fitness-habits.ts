import type { Sex } from '@tizhi/contracts';
import type { Chance } from './fitness-chance.ts';

/**
 * How a pupil lives between the tests: a state that switches, and what it leaves behind. This makes the process
 * no linear mixed model: changes come in regimes, last, and are felt by some items only. All numbers of this
 * file are invented (low strength); they are set so that items keep the correlations stated in `fitness-items.ts`.
 */

/** 0 little movement, 1 as most, 2 trains in a club or a school team. */
type Habit = 0 | 1 | 2;

/** Yearly chances to leave a habit: `[to 0, to 1, to 2]`. */
type Switches = readonly [readonly number[], readonly number[], readonly number[]];
const PRIMARY: Switches = [
  [0.78, 0.2, 0.02],
  [0.08, 0.82, 0.1],
  [0.03, 0.15, 0.82],
];
/** From grade 7 on homework wins: teams lose pupils, girls more than boys. */
const MIDDLE: Readonly<Record<Sex, Switches>> = {
  male: [
    [0.8, 0.18, 0.02],
    [0.13, 0.8, 0.07],
    [0.1, 0.25, 0.65],
  ],
  female: [
    [0.86, 0.13, 0.01],
    [0.19, 0.77, 0.04],
    [0.16, 0.3, 0.54],
  ],
};
/** Training, in standard scores of fitness, that a habit leads to, and the share of the way made in a year. */
const LEADS_TO = [-0.75, 0, 1.15] as const;
const GAINED_A_YEAR = 0.45;
/** What is not kept up goes faster than it came. */
const LOST_A_YEAR = 0.7;
/** Fatness gained or lost in a year of a habit, standard scores. */
const FATNESS_A_YEAR = [0.16, 0.02, -0.14] as const;
/** A year in which something happens at home that nobody measured. */
const UPHEAVAL = 0.04;

/**
 * Mean and spread of the fatness gained by grades 4, 6 and 8, as the process gives them (measured over 20,000
 * pupils): taken out again, so that the shares of the overweight stay those of `growth-marginals.ts`.
 */
export const DRIFT_GAINED = [
  { mean: 0.045, spread: 0.285 },
  { mean: 0.08, spread: 0.47 },
  { mean: 0.165, spread: 0.605 },
] as const;

/** State at one test. */
export interface Lifestyle {
  /** Training effect, standard scores of fitness. */
  readonly training: number;
  /** Fatness gained since childhood against others of the age, standard scores. */
  readonly drift: number;
  /** Loss by an injury not healed at the test, standard scores of running, jumping and strength; 0 for most. */
  readonly injury: number;
}

/** What a pupil is like, for good. */
export interface Temper {
  /** General fitness, standard score. */
  readonly general: number;
  readonly sex: Sex;
}

/** The three tests lie two years apart; the first follows two years of school. */
const YEARS_BEFORE = [2, 2, 2] as const;

/** The lifestyle at grades 4, 6 and 8. */
export function livedThrough(temper: Temper, chance: Chance): readonly [Lifestyle, Lifestyle, Lifestyle] {
  let habit = firstHabit(temper, chance);
  let training = 0.5 * LEADS_TO[habit];
  let drift = 0;
  const at = YEARS_BEFORE.map((years, test): Lifestyle => {
    const switches = test === 2 ? MIDDLE[temper.sex] : PRIMARY;
    for (let year = 0; year < years; year += 1) {
      habit = nextHabit(switches[habit], chance);
      const aim = LEADS_TO[habit];
      training += (aim - training) * (aim > training ? GAINED_A_YEAR : LOST_A_YEAR);
      drift += FATNESS_A_YEAR[habit] + 0.13 * chance.heavy();
      if (chance.share() < UPHEAVAL) drift += 0.5 * chance.normal() + 0.2;
    }
    const injury = injuryOf(habit, chance);
    // Whoever was badly hurt stops training.
    if (injury > 1.2) habit = 0;
    const gained = drift - (DRIFT_GAINED[test]?.mean ?? 0);
    return { training, drift: Math.max(-1.6, Math.min(2, gained)), injury };
  });
  const [fourth, sixth, eighth] = at;
  if (fourth === undefined || sixth === undefined || eighth === undefined) throw new Error('three tests');
  return [fourth, sixth, eighth];
}

/** The fit like to move: the chance of training rises with fitness, of sitting falls. */
function firstHabit({ general }: Temper, chance: Chance): Habit {
  const lean = 1 / (1 + Math.exp(-general));
  const draw = chance.share();
  if (draw < 0.28 * lean) return 2;
  return draw > 1 - 0.36 * (1 - lean) ? 0 : 1;
}

function nextHabit(row: readonly number[], chance: Chance): Habit {
  const draw = chance.share();
  if (draw < (row[0] ?? 0)) return 0;
  return draw < (row[0] ?? 0) + (row[1] ?? 0) ? 1 : 2;
}

/** 3 % are not healed on test day, 6 % of those who train; how badly is exponential, so some very. */
function injuryOf(habit: Habit, chance: Chance): number {
  const chanceOf = habit === 2 ? 0.06 : 0.03;
  if (chance.share() >= chanceOf) return 0;
  return 0.3 - 0.6 * Math.log(1 - chance.share());
}
