import type { ItemKey, Sex, TestedGrade } from '@tizhi/contracts';

/** What the process draws directly; height and weight come from growth. */
export type DrawnItem = Exclude<ItemKey, 'height' | 'weight'>;

/** Abilities that items share; a school and a programme act on one of them. */
export const ABILITIES = [
  'speed',
  'power',
  'endurance',
  'strength',
  'flexibility',
  'skill',
  'lungs',
] as const;
export type Ability = (typeof ABILITIES)[number];

/**
 * What a result is made of, in standard scores. Loadings are invented (low strength), set so that results two
 * and four years apart correlate about as followed children's did: sit and reach 0.67-0.72 and sit-ups
 * 0.46-0.47 over three years, a mile run 0.42-0.56, pull-ups 0.63-0.66 (Marshall and others 1998, ages 9 to 12;
 * True and others 2021: 0.21 to 0.89 over longer spans).
 */
export interface ItemMakeup {
  readonly ability: Ability;
  /** Loading on general fitness, and on the item's ability. */
  readonly general: number;
  readonly own: number;
  /** Effect of training, and of a spurt that came early. */
  readonly training: number;
  readonly maturity: Readonly<Record<Sex, number>>;
  /** Loss for each standard score of body mass beyond 0.2, growing beyond it; below 0: a gain. */
  readonly heavy: number;
  /** Effect of height for age. */
  readonly tall: number;
  /** Share of an injury that is felt. */
  readonly injury: number;
  /** Spread of a day: motivation, weather, counting, device. */
  readonly noise: number;
}

export const MAKEUP: Readonly<Record<DrawnItem, ItemMakeup>> = {
  vital_capacity: makeup('lungs', {
    general: 0.3,
    own: 0.55,
    training: 0.15,
    male: 0.3,
    female: 0.1,
    heavy: -0.12,
    tall: 0.42,
    injury: 0,
    noise: 0.5,
  }),
  run_50m: makeup('speed', {
    general: 0.6,
    own: 0.5,
    training: 0.25,
    male: 0.25,
    female: 0,
    heavy: 0.42,
    tall: 0.05,
    injury: 0.8,
    noise: 0.42,
  }),
  sit_and_reach: makeup('flexibility', {
    general: 0.25,
    own: 0.8,
    training: 0.12,
    male: -0.1,
    female: 0.05,
    heavy: 0.05,
    tall: -0.05,
    injury: 0.2,
    noise: 0.4,
  }),
  rope_skip_1min: makeup('skill', {
    general: 0.5,
    own: 0.6,
    training: 0.25,
    male: 0.05,
    female: 0,
    heavy: 0.3,
    tall: 0,
    injury: 0.8,
    noise: 0.5,
  }),
  sit_up_1min: makeup('strength', {
    general: 0.55,
    own: 0.5,
    training: 0.3,
    male: 0.1,
    female: 0,
    heavy: 0.28,
    tall: 0,
    injury: 0.5,
    noise: 0.62,
  }),
  shuttle_50m_x8: makeup('endurance', {
    general: 0.6,
    own: 0.5,
    training: 0.35,
    male: 0.1,
    female: -0.05,
    heavy: 0.5,
    tall: 0,
    injury: 1,
    noise: 0.5,
  }),
  standing_long_jump: makeup('power', {
    general: 0.6,
    own: 0.48,
    training: 0.25,
    male: 0.3,
    female: 0,
    heavy: 0.42,
    tall: 0.12,
    injury: 0.8,
    noise: 0.35,
  }),
  pull_up: makeup('strength', {
    general: 0.5,
    own: 0.6,
    training: 0.35,
    male: 0.2,
    female: 0,
    heavy: 0.6,
    tall: -0.1,
    injury: 0.6,
    noise: 0.35,
  }),
  run_1000m: makeup('endurance', {
    general: 0.6,
    own: 0.5,
    training: 0.38,
    male: 0.12,
    female: 0,
    heavy: 0.5,
    tall: 0,
    injury: 1,
    noise: 0.5,
  }),
  run_800m: makeup('endurance', {
    general: 0.6,
    own: 0.5,
    training: 0.38,
    male: 0,
    female: -0.05,
    heavy: 0.45,
    tall: 0,
    injury: 1,
    noise: 0.5,
  }),
};

function makeup(
  ability: Ability,
  of: Omit<ItemMakeup, 'ability' | 'maturity'> & { readonly male: number; readonly female: number },
): ItemMakeup {
  const { male, female, ...rest } = of;
  return { ability, ...rest, maturity: { male, female } };
}

/**
 * A result from a standard score: `middle + spread x score` where more is better; `middle x e^(-spread x score)`
 * for times, whose slow end is long. Counts stop at 0.
 */
export interface ItemMarginal {
  readonly middle: number;
  readonly spread: number;
}

type Marginals = Readonly<Record<Sex, { readonly [item in DrawnItem]?: ItemMarginal }>>;
const m = (middle: number, spread: number): ItemMarginal => ({ middle, spread });

/**
 * Middles and spreads by grade and sex. Invented (low strength): set by hand until the levels of the annual total
 * came near those of 171,991 pupils of 2016 (Zhu and others 2017, PMC6189247, table 3), which the tests state.
 */
export const MARGINALS: Readonly<Record<TestedGrade, Marginals>> = {
  '4': {
    male: {
      vital_capacity: m(1830, 470),
      run_50m: m(9.75, 0.0935),
      sit_and_reach: m(5.3, 6.6),
      rope_skip_1min: m(106, 30.8),
      sit_up_1min: m(32, 9.9),
    },
    female: {
      vital_capacity: m(1600, 390),
      run_50m: m(10.05, 0.088),
      sit_and_reach: m(9.8, 6.4),
      rope_skip_1min: m(112, 29.7),
      sit_up_1min: m(31.5, 9.4),
    },
  },
  '6': {
    male: {
      vital_capacity: m(2420, 620),
      run_50m: m(9.2, 0.0935),
      sit_and_reach: m(4.5, 7.0),
      rope_skip_1min: m(124, 33.0),
      sit_up_1min: m(35, 9.9),
      shuttle_50m_x8: m(113, 0.121),
    },
    female: {
      vital_capacity: m(2080, 500),
      run_50m: m(9.55, 0.088),
      sit_and_reach: m(9.7, 6.6),
      rope_skip_1min: m(127, 31.9),
      sit_up_1min: m(34.5, 9.4),
      shuttle_50m_x8: m(117, 0.11),
    },
  },
  '8': {
    male: {
      vital_capacity: m(3250, 690),
      run_50m: m(8.35, 0.085),
      sit_and_reach: m(7.6, 7.4),
      standing_long_jump: m(201, 26),
      pull_up: m(3.8, 4.4),
      run_1000m: m(269, 0.125),
    },
    female: {
      vital_capacity: m(2480, 480),
      run_50m: m(9.2, 0.08),
      sit_and_reach: m(12.6, 6.8),
      standing_long_jump: m(163, 19),
      sit_up_1min: m(36.5, 9),
      run_800m: m(250, 0.12),
    },
  },
};
