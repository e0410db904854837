import { SEATED, STAND, stride } from '../figure/poses.ts';
import { figureOf, type Pose } from '../figure/skeleton.ts';
import { drill, metres, seconds } from './make-drill.ts';

const ENDURANCE = {
  component: 'endurance',
  items: ['shuttle_50m_x8', 'run_800m', 'run_1000m'],
  contraIndications: ['injury_lower_limb'],
  space: 'track',
} as const;
/** Long or hard runs: not for heavy joints, not for a thin pupil's little reserve. */
const RUN = { ...ENDURANCE, impact: 'high', bodyMass: ['normal'] } as const;
/** Hard intervals can bring on asthma. */
const INTERVALS = { ...RUN, contraIndications: ['injury_lower_limb', 'asthma'] } as const;

const run = (of: { knee: number; lean: number; push: number; lift: number; ms: number }) => {
  const pass = (lead: 'left' | 'right'): Pose => {
    const pose = stride(lead, { knee: of.knee * 0.4, lean: of.lean, push: 6 });
    const swing = [18, -60 - of.knee * 0.3] as const;
    return lead === 'left' ? { ...pose, legR: swing } : { ...pose, legL: swing };
  };
  return figureOf(
    [stride('left', of), of.ms],
    [pass('left'), Math.round(of.ms * 0.7)],
    [stride('right', of), of.ms],
    [pass('right'), Math.round(of.ms * 0.7)],
  );
};

/** 耐力: for 50 m x 8, 800 m and 1000 m. */
export const ENDURANCE_DRILLS = [
  drill({
    ...ENDURANCE,
    id: 'walk-run',
    name: ['走跑交替', 'Walk and easy run in turns'],
    cue: [
      '跑到还能说短句，再走到呼吸平稳',
      'Run while short sentences are easy, walk till the breath is calm',
    ],
    doses: seconds([4, 30, 60], [5, 40, 60], [6, 50, 60], [6, 60, 45]),
    impact: 'low',
    source: 'testItems',
    figure: run({ knee: 44, lean: 6, push: 26, lift: 0, ms: 260 }),
  }),
  drill({
    ...ENDURANCE,
    id: 'power-walk',
    name: ['快走间歇', 'Power-walk intervals'],
    cue: ['手臂用力摆，脚跟先着地，越走越快', 'Strong arms, heel first, faster and faster'],
    doses: seconds([3, 60, 60], [4, 60, 60], [4, 90, 45], [5, 90, 45]),
    impact: 'low',
    source: 'testItems',
    figure: figureOf(
      [{ ...stride('left', { knee: 32, lean: 8, push: 28 }), legL: [32, 24] }, 260],
      [{ ...stride('left', { knee: 6, lean: 8, push: 0 }), legR: [14, -44] }, 200],
      [{ ...stride('right', { knee: 32, lean: 8, push: 28 }), legR: [32, 24] }, 260],
      [{ ...stride('right', { knee: 6, lean: 8, push: 0 }), legL: [14, -44] }, 200],
    ),
  }),
  drill({
    ...ENDURANCE,
    id: 'step-intervals',
    name: ['台阶上下间歇', 'Step intervals'],
    cue: ['左上右上，左下右下，节奏匀', 'Left up, right up, left down, right down, even beat'],
    doses: seconds([3, 30, 60], [4, 30, 60], [4, 45, 60], [5, 60, 45]),
    space: 'spot',
    equipment: ['box'],
    impact: 'low',
    contraIndications: ['injury_lower_limb', 'uncontrolled_seizures'],
    source: 'testItems',
    figure: figureOf(
      [{ ...stride('left', { knee: 70, lean: 6, push: 4 }), legL: [70, 0], x: 42 }, 320],
      [{ ...STAND, x: 56, lift: 12 }, 260],
      [{ ...STAND, legR: [-14, -40], legL: [26, -20], x: 52, lift: 8 }, 320],
      [{ ...STAND, x: 42 }, 260],
    ),
  }),
  drill({
    ...ENDURANCE,
    id: 'seated-boxing-intervals',
    name: ['坐姿拳击间歇', 'Seated boxing intervals'],
    cue: ['坐直快出拳，休息时深呼吸', 'Sit tall and punch fast, breathe deep in the rests'],
    doses: seconds([4, 30, 60], [5, 30, 60], [6, 40, 45], [6, 50, 45]),
    space: 'spot',
    equipment: ['box'],
    contraIndications: ['injury_upper_limb'],
    source: 'testItems',
    figure: figureOf(
      [{ ...SEATED, torso: 174, armL: [92, 94], armR: [-10, 130] }, 200],
      [{ ...SEATED, torso: 176, armL: [10, 130], armR: [10, 130] }, 140],
      [{ ...SEATED, torso: 174, armL: [-10, 130], armR: [92, 94] }, 200],
      [{ ...SEATED, torso: 176, armL: [10, 130], armR: [10, 130] }, 140],
    ),
  }),
  drill({
    ...RUN,
    id: 'steady-run',
    name: ['匀速慢跑', 'Steady easy run'],
    cue: ['步子小而轻，全程一个速度', 'Short light steps, one pace all the way'],
    doses: seconds([1, 300, 60], [1, 360, 60], [1, 480, 60], [1, 600, 60]),
    source: 'testItems',
    figure: run({ knee: 50, lean: 8, push: 30, lift: 2, ms: 190 }),
  }),
  drill({
    ...INTERVALS,
    id: 'repeat-100m',
    name: ['100米重复跑', '100 m repeats'],
    cue: ['比测试配速稍快，走回起点再跑', 'A little faster than the test pace, walk back, again'],
    doses: metres([4, 80, 120], [5, 80, 120], [6, 100, 90], [8, 100, 75]),
    grades: [5, 12],
    source: 'testItems',
    figure: run({ knee: 66, lean: 12, push: 34, lift: 3, ms: 160 }),
  }),
  drill({
    ...INTERVALS,
    id: 'repeat-200m',
    name: ['200米间歇跑', '200 m intervals'],
    cue: ['每次速度一样，心率降到120以下再跑', 'The same speed each time, start again below 120 bpm'],
    doses: metres([4, 150, 150], [4, 200, 150], [5, 200, 120], [6, 200, 90]),
    grades: [7, 12],
    supervision: 'adult',
    source: 'intervals',
    figure: run({ knee: 60, lean: 10, push: 34, lift: 3, ms: 170 }),
  }),
  drill({
    ...INTERVALS,
    id: 'shuttle-50m',
    name: ['50米折返跑', '50 m shuttles'],
    cue: ['转身前降重心，小步急停，蹬地返回', 'Sink before the turn, short steps, push off'],
    doses: metres([4, 50, 90], [5, 50, 90], [6, 50, 75], [8, 50, 60]),
    equipment: ['cone'],
    space: 'lane',
    grades: [5, 12],
    source: 'testItems',
    figure: figureOf(
      [stride('left', { knee: 62, lean: 12, push: 34, lift: 2 }), 170],
      [stride('right', { knee: 62, lean: 10, push: 34, lift: 2 }), 170],
      [{ torso: 168, armL: [-40, 20], armR: [50, 110], legL: [52, -6], legR: [-6, -56], x: 56 }, 260],
      [{ torso: 196, armL: [40, -60], armR: [-60, -110], legL: [10, 40], legR: [-44, 6], x: 52 }, 260],
    ),
  }),
  drill({
    ...RUN,
    id: 'fartlek',
    name: ['变速跑', 'Fartlek'],
    cue: ['直道快、弯道慢，凭感觉换速度', 'Fast on the straight, slow in the bend, by feel'],
    doses: seconds([1, 300, 60], [1, 360, 60], [1, 480, 60], [1, 600, 60]),
    grades: [7, 12],
    contraIndications: ['injury_lower_limb', 'asthma'],
    source: 'testItems',
    figure: figureOf(
      [stride('left', { knee: 74, lean: 14, push: 36, lift: 3 }), 150],
      [stride('right', { knee: 74, lean: 14, push: 36, lift: 3 }), 150],
      [stride('left', { knee: 44, lean: 6, push: 26 }), 280],
      [stride('right', { knee: 44, lean: 6, push: 26 }), 280],
    ),
  }),
  drill({
    ...RUN,
    id: 'rope-endurance',
    name: ['长时间跳绳', 'Long rope skipping'],
    cue: ['速度放慢，能跳得久，断了接着跳', 'Slow enough to last; missed, go on'],
    doses: seconds([3, 40, 60], [4, 40, 60], [4, 60, 60], [5, 75, 45]),
    space: 'spot',
    equipment: ['rope'],
    contraIndications: ['injury_lower_limb', 'injury_upper_limb'],
    source: 'testItems',
    figure: figureOf(
      [{ ...STAND, armL: [20, 70], armR: [24, 74] }, 220],
      [{ ...STAND, armL: [24, 96], armR: [28, 100], lift: 4 }, 200],
      [{ ...STAND, armL: [20, 110], armR: [24, 114] }, 200],
    ),
  }),
];
