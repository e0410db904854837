import { longSit, STAND } from '../figure/poses.ts';
import { figureOf } from '../figure/skeleton.ts';
import { drill, reps, seconds } from './make-drill.ts';

const FLEXIBILITY = { component: 'flexibility', items: ['sit_and_reach'] } as const;

/** 柔韧: for sit and reach; swings before the work, still stretches after it. */
export const FLEXIBILITY_DRILLS = [
  drill({
    ...FLEXIBILITY,
    id: 'leg-swings',
    name: ['扶墙前后摆腿', 'Leg swings at the wall'],
    cue: ['躯干不晃，腿由小到大摆', 'Trunk still, swing from small to large'],
    doses: reps([1, 8, 20], [2, 8, 20], [2, 10, 15], [2, 12, 15]),
    equipment: ['wall'],
    contraIndications: ['injury_lower_limb'],
    source: 'testItems',
    figure: figureOf(
      [{ ...STAND, armR: [70, 95], legR: [66, 62] }, 380],
      [{ ...STAND, armR: [70, 95], legR: [6, 0] }, 180],
      [{ ...STAND, armR: [70, 95], legR: [-36, -52] }, 380],
      [{ ...STAND, armR: [70, 95], legR: [6, 0] }, 180],
    ),
  }),
  drill({
    ...FLEXIBILITY,
    id: 'seated-fold',
    name: ['坐位体前屈静力拉伸', 'Seated forward fold'],
    cue: ['膝伸直，从髋部前屈，到微紧为止', 'Knees straight, fold from the hip, stop at mild tension'],
    doses: seconds([2, 15, 20], [2, 20, 20], [3, 20, 15], [3, 25, 15]),
    equipment: ['mat'],
    contraIndications: ['injury_back'],
    source: 'stretching',
    figure: figureOf(
      [longSit(0, [70, 85]), 700],
      [longSit(38, [65, 78]), 700],
      [longSit(58, [62, 72]), 1800],
    ),
  }),
  drill({
    ...FLEXIBILITY,
    id: 'arm-circles',
    name: ['站姿手臂绕环', 'Standing arm circles'],
    cue: ['手臂伸直，大圈慢绕', 'Straight arms, large slow circles'],
    doses: reps([1, 8, 15], [2, 8, 15], [2, 10, 15], [2, 12, 10]),
    contraIndications: ['injury_upper_limb'],
    source: 'testItems',
    figure: figureOf(
      [STAND, 260],
      [{ ...STAND, armL: [86, 86], armR: [94, 94] }, 260],
      [{ ...STAND, armL: [172, 172], armR: [182, 182] }, 260],
      [{ ...STAND, armL: [-96, -96], armR: [-84, -84] }, 260],
    ),
  }),
];
