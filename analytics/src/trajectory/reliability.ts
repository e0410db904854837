import type { ScoredItemKey } from '@tizhi/contracts';

/** How well an item repeats itself: the share of the spread of a group that is not error of the single test. */
export interface Reliability {
  /** Intraclass correlation of test and retest, 0-1. */
  readonly icc: number;
  /** `moderate`: read in a source, the cautious end of it; `low`: judgement, with what it leans on. */
  readonly strength: 'moderate' | 'low';
  readonly source: string;
}

const SCHOOL =
  "O'Keeffe and others 2020, Pediatric Exercise Science 32:48: at least 0.797 for every test when pupils of 13 are tested in school a week apart; its lower end is taken";

/** Grows when a number changes. */
export const RELIABILITY_VERSION = 1;

/** Cautious ends, so that a change is called one only where a retest would hardly undo it. */
export const RELIABILITY: Readonly<Record<ScoredItemKey, Reliability>> = {
  bmi: {
    icc: 0.97,
    strength: 'low',
    source: 'judgement from the instrument: 0.5 cm and 0.1-0.5 kg against a spread of 3 kg/m²',
  },
  vital_capacity: {
    icc: 0.88,
    strength: 'low',
    source: 'judgement: best of two or three blows, needs effort',
  },
  run_50m: {
    icc: 0.82,
    strength: 'moderate',
    source: 'the running item of PERF-FIT, 0.82 (0.71-0.89), BMC Pediatrics 2021 (s12887-021-02589-0)',
  },
  sit_and_reach: { icc: 0.8, strength: 'moderate', source: SCHOOL },
  rope_skip_1min: { icc: 0.8, strength: 'low', source: 'judgement: one mistake costs several skips' },
  sit_up_1min: {
    icc: 0.75,
    strength: 'low',
    source:
      'judgement, below the others: sit-ups of girls varied by 17 % from week to week (Lubans and others 2011, Journal of Sports Sciences 29:685)',
  },
  shuttle_50m_x8: { icc: 0.8, strength: 'low', source: 'judgement: pacing and motivation' },
  pull_up: {
    icc: 0.85,
    strength: 'low',
    source: 'judgement: most pupils are near 0, where little can differ',
  },
  standing_long_jump: { icc: 0.8, strength: 'moderate', source: SCHOOL },
  run_1000m: { icc: 0.8, strength: 'low', source: 'judgement: pacing and motivation' },
  run_800m: { icc: 0.8, strength: 'low', source: 'judgement: pacing and motivation' },
};
