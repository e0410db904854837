import { STAND, squat } from '../figure/poses.ts';
import { figureOf } from '../figure/skeleton.ts';
import { drill, LIGHT_BODIES, reps } from './make-drill.ts';

const POWER = {
  component: 'power',
  items: ['standing_long_jump'],
  supervision: 'adult',
  contraIndications: ['injury_lower_limb'],
} as const;

/** 爆发力: for the standing long jump. */
export const POWER_DRILLS = [
  drill({
    ...POWER,
    id: 'squat-jump',
    name: ['半蹲跳', 'Squat jump'],
    cue: ['落地屈膝缓冲，膝对脚尖', 'Land with bent knees over the toes, quietly'],
    doses: reps([2, 6, 120], [3, 6, 120], [3, 8, 90], [3, 10, 90]),
    impact: 'high',
    bodyMass: LIGHT_BODIES,
    source: 'testItems',
    figure: figureOf(
      [squat(0.85, [-50, -40]), 420],
      [{ ...STAND, armL: [165, 172], armR: [172, 180], lift: 5 }, 140],
      [{ ...STAND, armL: [165, 172], armR: [172, 180], lift: 7 }, 180],
      [squat(0.5, [40, 60]), 260],
    ),
  }),
  drill({
    ...POWER,
    id: 'glute-bridge',
    name: ['臀桥', 'Hip bridge'],
    cue: ['脚跟踩地，髋抬到膝肩一线', 'Heels down, hips up to the line of knees and shoulders'],
    doses: reps([2, 8, 75], [3, 8, 75], [3, 12, 60], [3, 15, 60]),
    equipment: ['mat'],
    contraIndications: ['injury_lower_limb', 'injury_back'],
    source: 'testItems',
    figure: figureOf(
      [{ torso: -90, armL: [88, 90], armR: [90, 90], legL: [132, 18], legR: [136, 22] }, 600],
      [{ torso: -66, head: -92, armL: [64, 90], armR: [66, 90], legL: [112, 0], legR: [116, 4] }, 900],
    ),
  }),
];
