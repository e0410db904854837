import { front, lunge, SEATED, STAND, squat } from '../figure/poses.ts';
import { figureOf } from '../figure/skeleton.ts';
import { drill, LIGHT_BODIES, reps, seconds } from './make-drill.ts';

const POWER = {
  component: 'power',
  items: ['standing_long_jump'],
  supervision: 'adult',
  contraIndications: ['injury_lower_limb'],
} as const;
/** Jumps and landings. */
const JUMP = { ...POWER, impact: 'high', bodyMass: LIGHT_BODIES } as const;

/** 爆发力: for the standing long jump. */
export const POWER_DRILLS = [
  drill({
    ...JUMP,
    id: 'squat-jump',
    name: ['半蹲跳', 'Squat jump'],
    cue: ['落地屈膝缓冲，膝对脚尖', 'Land with bent knees over the toes, quietly'],
    doses: reps([2, 6, 120], [3, 6, 120], [3, 8, 90], [3, 10, 90]),
    source: 'testItems',
    figure: figureOf(
      [squat(0.85, [-50, -40]), 420],
      [{ ...STAND, armL: [165, 172], armR: [172, 180], lift: 5 }, 140],
      [{ ...STAND, armL: [165, 172], armR: [172, 180], lift: 7 }, 180],
      [squat(0.5, [40, 60]), 260],
    ),
  }),
  drill({
    ...JUMP,
    id: 'long-jump-stick',
    name: ['立定跳远落稳', 'Long jump and stick'],
    cue: ['七分力跳，落地停住两秒', 'Seven tenths of your best, stand still for two seconds'],
    doses: reps([2, 5, 120], [3, 5, 120], [3, 6, 90], [3, 8, 90]),
    space: 'lane',
    source: 'testItems',
    figure: figureOf(
      [{ ...squat(0.8, [-60, -50]), x: 24 }, 420],
      [{ torso: 150, armL: [150, 156], armR: [154, 160], legL: [-30, -34], legR: [-26, -30], x: 32 }, 140],
      [
        { torso: 160, armL: [110, 116], armR: [114, 120], legL: [70, -30], legR: [74, -26], x: 44, lift: 12 },
        180,
      ],
      [{ ...squat(0.9, [60, 80]), x: 54 }, 900],
    ),
  }),
  drill({
    ...JUMP,
    id: 'tuck-jump',
    name: ['收腹跳', 'Tuck jump'],
    cue: ['向上跳，膝到腰高，轻落', 'Up, knees to the waist, land quietly'],
    doses: reps([2, 5, 150], [2, 6, 150], [3, 6, 120], [3, 8, 120]),
    grades: [7, 12],
    source: 'testItems',
    figure: figureOf(
      [squat(0.6, [-30, -20]), 320],
      [{ ...STAND, armL: [70, 90], armR: [74, 94], lift: 6 }, 120],
      [{ torso: 172, armL: [60, 90], armR: [64, 94], legL: [104, 0], legR: [108, 4], lift: 20 }, 220],
      [squat(0.5, [30, 50]), 300],
    ),
  }),
  drill({
    ...JUMP,
    id: 'cone-hops',
    name: ['连续跳标志桶', 'Hops over cones'],
    cue: ['低桶，双脚起落，触地短', 'Low cones, both feet, short contacts'],
    doses: reps([2, 6, 120], [3, 6, 120], [3, 8, 90], [3, 10, 90]),
    equipment: ['cone'],
    space: 'lane',
    source: 'testItems',
    figure: figureOf(
      [{ ...squat(0.35, [-20, 10]), x: 36 }, 180],
      [
        { torso: 174, armL: [70, 100], armR: [74, 104], legL: [62, -40], legR: [66, -36], x: 48, lift: 12 },
        200,
      ],
      [{ ...squat(0.35, [-20, 10]), x: 60 }, 180],
      [
        { torso: 174, armL: [70, 100], armR: [74, 104], legL: [62, -40], legR: [66, -36], x: 48, lift: 12 },
        200,
      ],
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
  drill({
    ...POWER,
    id: 'seat-squat',
    name: ['坐站蹲', 'Squat to a seat'],
    cue: ['臀轻触箱即起，起得快、坐得慢', 'Touch the box lightly; up fast, down slowly'],
    doses: reps([2, 8, 90], [3, 8, 90], [3, 10, 75], [3, 12, 60]),
    equipment: ['box'],
    source: 'testItems',
    figure: figureOf(
      [{ ...STAND, armL: [70, 80], armR: [74, 84] }, 400],
      [squat(0.5, [80, 86]), 320],
      [squat(0.95, [84, 90]), 420],
      [squat(0.5, [80, 86]), 200],
    ),
  }),
  drill({
    ...POWER,
    id: 'calf-raise',
    name: ['提踵', 'Calf raises'],
    cue: ['扶墙，脚跟快起慢落', 'At the wall, heels up fast and down slowly'],
    doses: reps([2, 10, 75], [3, 10, 75], [3, 12, 60], [3, 15, 60]),
    equipment: ['wall'],
    source: 'testItems',
    figure: figureOf(
      [{ ...STAND, armL: [70, 96], armR: [74, 100], x: 46 }, 500],
      [{ ...STAND, armL: [66, 92], armR: [70, 96], x: 46, lift: 4 }, 800],
    ),
  }),
  drill({
    ...POWER,
    id: 'box-step-up',
    name: ['踏箱提膝', 'Step-up with knee drive'],
    cue: ['全脚掌踩箱，蹬起提膝，慢下', 'Whole foot on the box, push up, knee high, down slowly'],
    doses: reps([2, 6, 90], [3, 6, 90], [3, 10, 75], [3, 12, 60]),
    equipment: ['box'],
    impact: 'low',
    contraIndications: ['injury_lower_limb', 'uncontrolled_seizures'],
    source: 'testItems',
    figure: figureOf(
      [{ ...STAND, torso: 172, armL: [-30, 30], armR: [30, 110], legL: [74, 0], legR: [-4, -6], x: 42 }, 420],
      [{ ...STAND, legL: [4, 0], legR: [-10, -30], x: 56, lift: 14 }, 240],
      [{ ...STAND, armL: [40, 125], armR: [-50, 25], legL: [2, 0], legR: [84, 0], x: 56, lift: 14 }, 420],
      [{ ...STAND, legL: [4, 0], legR: [-10, -30], x: 56, lift: 14 }, 320],
    ),
  }),
  drill({
    ...POWER,
    id: 'split-lunge',
    name: ['原地弓步蹲', 'Split lunge'],
    cue: ['上身直，后膝向下，前脚跟踩实', 'Trunk tall, back knee down, front heel firm'],
    doses: reps([2, 6, 90], [3, 6, 90], [3, 8, 75], [3, 12, 60]),
    source: 'testItems',
    figure: figureOf([lunge(0.25), 500], [lunge(0.65), 260], [lunge(1), 600], [lunge(0.65), 260]),
  }),
  drill({
    ...POWER,
    id: 'wall-sit',
    name: ['靠墙静蹲', 'Wall sit'],
    cue: ['背贴墙，大腿不低于水平', 'Back on the wall, thighs not below level'],
    doses: seconds([2, 12, 90], [3, 12, 90], [3, 20, 75], [3, 30, 60]),
    equipment: ['wall'],
    source: 'testItems',
    figure: figureOf(
      [{ ...SEATED, torso: 180, armL: [10, 20], armR: [14, 24], legL: [72, 0], legR: [68, 2] }, 900],
      [{ ...SEATED, torso: 180, armL: [10, 20], armR: [14, 24], legL: [84, 0], legR: [80, 2] }, 1500],
    ),
  }),
  drill({
    ...POWER,
    id: 'squat-throw',
    name: ['下蹲上抛球', 'Squat and throw up'],
    cue: ['轻球，蹲下再伸展抛起，脚不离地', 'Light ball, squat, extend and throw, feet stay down'],
    doses: reps([2, 6, 90], [3, 6, 90], [3, 8, 75], [3, 10, 60]),
    equipment: ['ball'],
    contraIndications: ['injury_lower_limb', 'injury_upper_limb', 'injury_back'],
    source: 'testItems',
    figure: figureOf(
      [squat(0.85, [10, 40]), 480],
      [squat(0.4, [60, 90]), 160],
      [{ ...front(8, [168, 174]), lift: 0 }, 520],
      [squat(0.3, [80, 120]), 360],
    ),
  }),
];
