import type { Dose, FitnessComponent } from '@tizhi/contracts';

interface Range {
  readonly min: number;
  readonly max: number;
}
export interface DoseRule {
  readonly sets: Range;
  readonly rest: Range;
  readonly amount: { readonly [per in Dose['per']]?: Range };
  /** The most of sets x amount, where the repeats of one bout add up. */
  readonly total?: { readonly [per in Dose['per']]?: number };
  readonly source: string;
}

/**
 * The bounds of every dose, by component: what the table "Per test item: drills" and the FITT-VP template of
 * the shared standard notes (prescription.md) state, with the children's cap of three sets of strength. Bounds
 * that the notes do not state are our own and as low as the pupils are young; all of them are `low`.
 */
export const DOSE_RULES: Readonly<Record<FitnessComponent, DoseRule>> = {
  speed: {
    sets: { min: 1, max: 3 },
    rest: { min: 60, max: 120 },
    amount: { repetitions: { min: 6, max: 20 }, metres: { min: 10, max: 30 }, seconds: { min: 6, max: 20 } },
    source: '50 m: 3 sets, rest 60-120 s, 10-15 repetitions or 10-20 m',
  },
  flexibility: {
    sets: { min: 1, max: 3 },
    rest: { min: 10, max: 30 },
    amount: { repetitions: { min: 6, max: 12 }, seconds: { min: 10, max: 30 } },
    source: 'sit and reach: 1-3 sets, 6-10 repetitions, rest 10-30 s; static 10-30 s from memory',
  },
  coordination: {
    sets: { min: 1, max: 4 },
    rest: { min: 60, max: 90 },
    amount: { repetitions: { min: 8, max: 60 }, seconds: { min: 10, max: 60 }, metres: { min: 8, max: 20 } },
    source: 'rope: rest 60-90 s',
  },
  core: {
    sets: { min: 1, max: 3 },
    rest: { min: 30, max: 60 },
    amount: { repetitions: { min: 6, max: 30 }, seconds: { min: 15, max: 60 } },
    source: 'sit-ups: 3 sets, 10-30 repetitions or 20-60 s, rest 30-60 s; fewer to begin with from memory',
  },
  upper_pull: {
    sets: { min: 1, max: 3 },
    rest: { min: 40, max: 60 },
    amount: { repetitions: { min: 3, max: 15 }, seconds: { min: 5, max: 30 } },
    source: 'pull-ups: rest 40-60 s, hangs of 30 s, negatives of 3-5 repetitions; 1-3 sets from memory',
  },
  power: {
    sets: { min: 1, max: 3 },
    rest: { min: 60, max: 180 },
    amount: { repetitions: { min: 5, max: 15 }, seconds: { min: 10, max: 30 } },
    source: 'long jump: rest 1-3 min, 8-12 repetitions; 1-3 sets from memory',
  },
  endurance: {
    sets: { min: 1, max: 10 },
    rest: { min: 0, max: 180 },
    amount: { metres: { min: 50, max: 800 }, seconds: { min: 30, max: 720 } },
    total: { metres: 2000, seconds: 720 },
    source: '800/1000 m: 4-10 repeats, steady 5-12 min',
  },
  aerobic: {
    sets: { min: 1, max: 3 },
    rest: { min: 0, max: 60 },
    amount: { seconds: { min: 120, max: 900 } },
    source: 'WHO 2020: part of 60 min a day',
  },
};

/** Strength sessions are never on two days in a row, and an adult watches them (NSCA 2009). */
export const STRENGTH: ReadonlySet<FitnessComponent> = new Set(['core', 'upper_pull', 'power']);
