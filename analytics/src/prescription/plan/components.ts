import type { FitnessComponent, ScoredItemKey } from '@tizhi/contracts';

/** What each item of the test shows of a pupil. The body-mass index stands for no component: see `focusOf`. */
export const COMPONENT_OF: Readonly<Record<Exclude<ScoredItemKey, 'bmi'>, FitnessComponent>> = {
  vital_capacity: 'aerobic',
  run_50m: 'speed',
  sit_and_reach: 'flexibility',
  rope_skip_1min: 'coordination',
  sit_up_1min: 'core',
  shuttle_50m_x8: 'endurance',
  pull_up: 'upper_pull',
  standing_long_jump: 'power',
  run_1000m: 'endurance',
  run_800m: 'endurance',
};

/** What a person reads for a component. */
export const COMPONENT_NAMES: Readonly<
  Record<FitnessComponent, { readonly zh: string; readonly en: string }>
> = {
  speed: { zh: '速度', en: 'speed' },
  flexibility: { zh: '柔韧', en: 'flexibility' },
  coordination: { zh: '协调', en: 'coordination' },
  core: { zh: '核心力量', en: 'core strength' },
  upper_pull: { zh: '上肢拉力', en: 'pulling strength' },
  power: { zh: '爆发力', en: 'power' },
  endurance: { zh: '耐力', en: 'endurance' },
  aerobic: { zh: '有氧', en: 'aerobic fitness' },
};
