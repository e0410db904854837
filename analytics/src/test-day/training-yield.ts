import type { ScoredItemKey } from '@tizhi/contracts';

/** What one term (about 16 weeks of school) of ordinary training typically yields at an item. */
export interface TrainingYield {
  /** In the item's unit, or in per cent of the present result; better is meant, whichever way that runs. */
  readonly per: 'unit' | 'percent';
  readonly amount: number;
  /** `moderate`: a controlled trial measured about this; `low`: judgement, with what it leans on. */
  readonly strength: 'moderate' | 'low';
  readonly source: string;
}

/** Grows when a line changes, so that a printed advice can say which table it came from. */
export const TRAINING_YIELD_VERSION = 1;

/**
 * It only orders ways by how much they ask of a pupil; it predicts nothing. There is no line for the body-mass
 * index and there must not be one: losing weight is never proposed to a child by a table.
 */
export const TRAINING_YIELD: Readonly<Record<Exclude<ScoredItemKey, 'bmi'>, TrainingYield>> = {
  vital_capacity: {
    per: 'percent',
    amount: 4,
    strength: 'low',
    source: 'judgement; mostly growth, training adds little in a term',
  },
  run_50m: {
    per: 'percent',
    amount: 2.5,
    strength: 'low',
    source:
      'judgement, below the 6.3 % at 30 m of 8-9-year-olds after 16 weeks of two extra hours (Petrusic and Novak 2024, Frontiers in Physiology)',
  },
  sit_and_reach: {
    per: 'unit',
    amount: 1.6,
    strength: 'moderate',
    source:
      '+1.6 cm against -0.1 cm of controls in 16 weeks, 8-9-year-olds, one randomised trial (Petrusic and Novak 2024, Frontiers in Physiology)',
  },
  rope_skip_1min: {
    per: 'unit',
    amount: 12,
    strength: 'low',
    source:
      'judgement; that 12 weeks of training in lessons raise it is shown (IJERPH 2023, 20, 3926), by how much was not read',
  },
  sit_up_1min: { per: 'unit', amount: 4, strength: 'low', source: 'judgement' },
  shuttle_50m_x8: {
    per: 'percent',
    amount: 3,
    strength: 'low',
    source: 'judgement, as for 1000 m',
  },
  pull_up: { per: 'unit', amount: 1.5, strength: 'low', source: 'judgement' },
  standing_long_jump: {
    per: 'unit',
    amount: 5,
    strength: 'low',
    source:
      'judgement; that 12 weeks of training in lessons raise it is shown (IJERPH 2023, 20, 3926), by how much was not read',
  },
  run_1000m: {
    per: 'percent',
    amount: 3,
    strength: 'low',
    source:
      'judgement; endurance training raises the peak oxygen uptake of the young by 5-6 % (Baquet and others 2003, Sports Medicine; the figure from memory), and a run depends on more than that',
  },
  run_800m: { per: 'percent', amount: 3, strength: 'low', source: 'judgement, as for 1000 m' },
};

/** A change of a result, in the item's unit, in terms of training: 1 is what one term typically yields. */
export function termsFor(item: Exclude<ScoredItemKey, 'bmi'>, from: number, to: number): number {
  const { per, amount } = TRAINING_YIELD[item];
  const oneTerm = per === 'unit' ? amount : (Math.abs(from) * amount) / 100;
  return oneTerm === 0 ? Number.POSITIVE_INFINITY : Math.abs(to - from) / oneTerm;
}
