import { front, stride } from '../figure/poses.ts';
import { figureOf } from '../figure/skeleton.ts';
import { drill, seconds } from './make-drill.ts';

const AEROBIC = { component: 'aerobic', items: ['bmi', 'vital_capacity'] } as const;

/** 有氧: part of the 60 minutes of every day. */
export const AEROBIC_DRILLS = [
  drill({
    ...AEROBIC,
    id: 'brisk-walk',
    name: ['快步走', 'Brisk walk'],
    cue: ['大步、摆臂，呼吸加快但能说话', 'Long steps, swinging arms, breathing faster but able to talk'],
    doses: seconds([1, 240, 30], [1, 300, 30], [1, 360, 30], [1, 420, 30]),
    space: 'track',
    impact: 'low',
    contraIndications: ['injury_lower_limb'],
    source: 'who2020',
    figure: figureOf(
      [{ ...stride('left', { knee: 30, lean: 4, push: 24 }), legL: [30, 22] }, 320],
      [{ ...stride('left', { knee: 6, lean: 3, push: 0 }), legR: [14, -40] }, 240],
      [{ ...stride('right', { knee: 30, lean: 4, push: 24 }), legR: [30, 22] }, 320],
      [{ ...stride('right', { knee: 6, lean: 3, push: 0 }), legL: [14, -40] }, 240],
    ),
  }),
  drill({
    ...AEROBIC,
    id: 'seated-punches',
    name: ['坐姿直拳操', 'Seated punches'],
    cue: ['坐直，左右交替出拳，跟着节拍', 'Sit tall, punch left and right to the beat'],
    doses: seconds([1, 180, 30], [1, 240, 30], [1, 300, 30], [1, 360, 30]),
    equipment: ['box'],
    contraIndications: ['injury_upper_limb'],
    source: 'who2020',
    figure: figureOf(
      [{ torso: 178, armL: [90, 92], armR: [-20, 120], legL: [88, 0], legR: [84, 4] }, 320],
      [{ torso: 178, armL: [-20, 120], armR: [90, 92], legL: [88, 0], legR: [84, 4] }, 320],
    ),
  }),
  drill({
    ...AEROBIC,
    id: 'side-step-clap',
    name: ['侧并步击掌', 'Side steps with a clap'],
    cue: ['左右并步，击掌，跟着音乐', 'Step from side to side, clap, keep to the music'],
    doses: seconds([1, 240, 30], [1, 300, 30], [1, 360, 30], [1, 420, 30]),
    impact: 'low',
    contraIndications: ['injury_lower_limb'],
    source: 'who2020',
    figure: figureOf(
      [{ ...front(16, [50, 60]), x: 44 }, 320],
      [{ ...front(3, [30, -150]), x: 38 }, 320],
      [{ ...front(16, [50, 60]), x: 56 }, 320],
      [{ ...front(3, [30, -150]), x: 62 }, 320],
    ),
  }),
];
