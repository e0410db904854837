import { figureOf, HIGH_BAR, LOW_BAR, type Pose } from '../figure/skeleton.ts';
import { drill, reps, seconds } from './make-drill.ts';

const PULL = {
  component: 'upper_pull',
  items: ['pull_up'],
  supervision: 'adult',
  contraIndications: ['injury_upper_limb', 'uncontrolled_seizures'],
} as const;

const hang = (arms: readonly [number, number], legs: readonly [number, number]): Pose => ({
  torso: 180,
  armL: arms,
  armR: [-arms[0], -arms[1]],
  legL: legs,
  legR: [legs[0] + 4, legs[1] + 4],
  hold: { joint: 'handR', at: [50, HIGH_BAR] },
});
const row = (arms: readonly [number, number]): Pose => ({
  torso: -118,
  armL: arms,
  armR: [arms[0] + 3, arms[1] + 3],
  legL: [62, 62],
  legR: [64, 60],
  hold: { joint: 'handR', at: [38, LOW_BAR] },
});

/** 上肢: for pull-ups. */
export const UPPER_PULL_DRILLS = [
  drill({
    ...PULL,
    id: 'dead-hang',
    name: ['直臂悬垂', 'Dead hang'],
    cue: ['全手握杠，肩下沉', 'Whole hand round the bar, shoulders down'],
    doses: seconds([2, 10, 60], [3, 12, 60], [3, 20, 50], [3, 30, 40]),
    equipment: ['bar'],
    source: 'hangs',
    figure: figureOf([hang([176, 180], [-4, -8]), 1200], [hang([176, 180], [4, 0]), 1200]),
  }),
  drill({
    ...PULL,
    id: 'incline-row',
    name: ['低杠斜身引体', 'Incline row at a low bar'],
    cue: ['身体成一条线，胸去碰杠', 'Body in one line, chest to the bar'],
    doses: reps([2, 6, 60], [3, 6, 60], [3, 10, 50], [3, 12, 40]),
    equipment: ['bar'],
    source: 'testItems',
    figure: figureOf([row([165, 165]), 700], [row([60, 195]), 700]),
  }),
];
