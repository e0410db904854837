import { STAND, stride } from '../figure/poses.ts';
import { figureOf } from '../figure/skeleton.ts';
import { drill, LIGHT_BODIES, metres, reps, seconds } from './make-drill.ts';

const SPEED = { component: 'speed', items: ['run_50m'], contraIndications: ['injury_lower_limb'] } as const;

/** 速度: for the 50 m run. */
export const SPEED_DRILLS = [
  drill({
    ...SPEED,
    id: 'high-knees',
    name: ['原地高抬腿', 'High knees on the spot'],
    cue: ['大腿抬平，前脚掌轻落，摆臂', 'Thighs level, land softly on the ball of the foot, swing the arms'],
    doses: seconds([2, 8, 90], [3, 8, 75], [3, 10, 75], [3, 12, 60]),
    impact: 'high',
    bodyMass: LIGHT_BODIES,
    source: 'testItems',
    figure: figureOf(
      [{ ...stride('left', { knee: 92, lean: 2, push: -2, lift: 3 }), legR: [2, -4] }, 220],
      [{ ...STAND, lift: 5 }, 120],
      [{ ...stride('right', { knee: 92, lean: 2, push: -2, lift: 3 }), legL: [2, -4] }, 220],
      [{ ...STAND, lift: 5 }, 120],
    ),
  }),
  drill({
    ...SPEED,
    id: 'march-arms',
    name: ['大步原地踏步', 'Marching with strong arms'],
    cue: ['挺胸，膝到髋高，手臂前后摆', 'Tall chest, knees to hip height, arms front to back'],
    doses: seconds([2, 12, 75], [3, 12, 75], [3, 16, 60], [3, 20, 60]),
    impact: 'low',
    source: 'testItems',
    figure: figureOf(
      [{ ...stride('left', { knee: 80, lean: 0, push: 0 }), legR: [2, 0] }, 420],
      [STAND, 160],
      [{ ...stride('right', { knee: 80, lean: 0, push: 0 }), legL: [2, 0] }, 420],
      [STAND, 160],
    ),
  }),
  drill({
    ...SPEED,
    id: 'dash-20m',
    name: ['20米加速跑', '20 m dash'],
    cue: ['前几步身体前倾，逐渐抬起', 'Lean in the first steps, rise little by little'],
    doses: metres([2, 15, 120], [3, 15, 120], [3, 20, 90], [3, 20, 75]),
    space: 'lane',
    equipment: ['cone'],
    impact: 'high',
    bodyMass: LIGHT_BODIES,
    source: 'testItems',
    figure: figureOf(
      [stride('left', { knee: 78, lean: 22, push: 38, lift: 2 }), 150],
      [{ ...stride('left', { knee: 30, lean: 18, push: 10 }), legR: [20, -95] }, 110],
      [stride('right', { knee: 78, lean: 18, push: 38, lift: 2 }), 150],
      [{ ...stride('right', { knee: 30, lean: 18, push: 10 }), legL: [20, -95] }, 110],
    ),
  }),
  drill({
    ...SPEED,
    id: 'start-reaction',
    name: ['听信号快走起动', 'Start on a signal, three quick steps'],
    cue: ['听到口令立即迈步，走三步停', 'Step off at once on the call, three quick steps, stop'],
    doses: reps([2, 6, 75], [2, 8, 75], [3, 8, 60], [3, 10, 60]),
    space: 'lane',
    impact: 'low',
    source: 'testItems',
    figure: figureOf(
      [{ torso: 148, armL: [-30, 40], armR: [30, 95], legL: [32, -20], legR: [-12, -38] }, 700],
      [stride('right', { knee: 58, lean: 24, push: 34 }), 190],
      [stride('left', { knee: 58, lean: 18, push: 34 }), 190],
      [STAND, 420],
    ),
  }),
];
