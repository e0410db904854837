import { hanging, PRONE, rowing, SEATED, STAND } from '../figure/poses.ts';
import { figureOf, type Point } from '../figure/skeleton.ts';
import { drill, LIGHT_BODIES, reps, seconds } from './make-drill.ts';

const PULL = {
  component: 'upper_pull',
  items: ['pull_up'],
  supervision: 'adult',
  contraIndications: ['injury_upper_limb'],
} as const;
/** Off the ground: a seizure there is a fall. */
const AT_THE_BAR = {
  ...PULL,
  equipment: ['bar'],
  contraIndications: ['injury_upper_limb', 'uncontrolled_seizures'],
} as const;

const LOW: Point = [33.5, 50.5];

/** 上肢: for pull-ups. */
export const UPPER_PULL_DRILLS = [
  drill({
    ...AT_THE_BAR,
    id: 'dead-hang',
    name: ['直臂悬垂', 'Dead hang'],
    cue: ['全手握杠，肩下沉', 'Whole hand round the bar, shoulders down'],
    doses: seconds([2, 10, 60], [3, 12, 60], [3, 20, 50], [3, 30, 40]),
    source: 'hangs',
    figure: figureOf([hanging(22, [-5, -9]), 1200], [hanging(22, [5, 1]), 1200]),
  }),
  drill({
    ...AT_THE_BAR,
    id: 'scapula-pull',
    name: ['悬垂沉肩', 'Shoulder pulls in the hang'],
    cue: ['手臂伸直，只把肩胛往下拉', 'Arms straight, pull the shoulder blades down only'],
    doses: reps([2, 4, 60], [3, 5, 60], [3, 8, 50], [3, 10, 40]),
    source: 'testItems',
    figure: figureOf([hanging(22.3, [0, -8]), 700], [hanging(20.6, [2, -6]), 700]),
  }),
  drill({
    ...AT_THE_BAR,
    id: 'flexed-hang',
    name: ['屈臂悬垂', 'Flexed-arm hang'],
    cue: ['下巴过杠，肘收紧，保持', 'Chin above the bar, elbows in, hold'],
    doses: seconds([2, 5, 60], [3, 6, 60], [3, 12, 50], [3, 20, 40]),
    bodyMass: LIGHT_BODIES,
    source: 'testItems',
    figure: figureOf([hanging(5, [20, -50]), 1300], [hanging(7, [24, -54]), 900]),
  }),
  drill({
    ...AT_THE_BAR,
    id: 'negative-pull-up',
    name: ['引体下放', 'Slow lowering from the bar'],
    cue: ['跳上或踩箱上，3–5秒慢慢放下', 'Step up to the top, lower in 3-5 seconds'],
    doses: reps([2, 3, 60], [3, 3, 60], [3, 4, 50], [3, 5, 50]),
    equipment: ['bar', 'box'],
    bodyMass: LIGHT_BODIES,
    grades: [5, 12],
    source: 'hangs',
    figure: figureOf(
      [hanging(4, [10, -30]), 700],
      [hanging(10, [8, -26]), 900],
      [hanging(16, [4, -18]), 900],
      [hanging(22, [0, -8]), 700],
    ),
  }),
  drill({
    ...AT_THE_BAR,
    id: 'band-pull-up',
    name: ['弹力带辅助引体', 'Band-assisted pull-up'],
    cue: ['带子托住膝，胸向杠，慢放', 'The band carries the knees, chest to the bar, lower slowly'],
    doses: reps([2, 4, 60], [3, 4, 60], [3, 6, 50], [3, 8, 50]),
    equipment: ['bar', 'band'],
    bodyMass: LIGHT_BODIES,
    grades: [7, 12],
    source: 'testItems',
    figure: figureOf(
      [hanging(22, [30, -60]), 600],
      [hanging(12, [34, -64]), 360],
      [hanging(4, [36, -66]), 600],
      [hanging(12, [34, -64]), 500],
    ),
  }),
  drill({
    ...AT_THE_BAR,
    id: 'incline-row',
    name: ['低杠斜身引体', 'Incline row at a low bar'],
    cue: ['身体成一条线，胸去碰杠', 'Body in one line, chest to the bar'],
    doses: reps([2, 6, 60], [3, 6, 60], [3, 10, 50], [3, 12, 40]),
    source: 'testItems',
    figure: figureOf(
      [rowing(0, LOW), 700],
      [rowing(9, LOW), 320],
      [rowing(18, LOW), 700],
      [rowing(9, LOW), 420],
    ),
  }),
  drill({
    ...PULL,
    id: 'band-pulldown',
    name: ['弹力带下拉', 'Band pulldown'],
    cue: ['带子固定在高处，肘拉向腰，肩下沉', 'Band fixed above, elbows to the waist, shoulders down'],
    doses: reps([2, 8, 60], [3, 8, 60], [3, 12, 50], [3, 15, 40]),
    equipment: ['band', 'bar'],
    source: 'testItems',
    figure: figureOf(
      [{ ...SEATED, armL: [162, 168], armR: [166, 172] }, 600],
      [{ ...SEATED, armL: [90, 168], armR: [94, 172] }, 300],
      [{ ...SEATED, armL: [-10, 160], armR: [-6, 164] }, 700],
      [{ ...SEATED, armL: [90, 168], armR: [94, 172] }, 400],
    ),
  }),
  drill({
    ...PULL,
    id: 'band-row',
    name: ['坐姿弹力带划船', 'Seated band row'],
    cue: ['带子绕脚，背直，肘贴身后拉', 'Band round the feet, tall back, elbows close and back'],
    doses: reps([2, 8, 60], [3, 8, 60], [3, 12, 50], [3, 15, 40]),
    equipment: ['band', 'mat'],
    source: 'testItems',
    figure: figureOf(
      [{ torso: 174, armL: [64, 72], armR: [68, 76], legL: [94, 84], legR: [92, 82], x: 36 }, 600],
      [{ torso: 182, armL: [-50, 96], armR: [-46, 100], legL: [94, 84], legR: [92, 82], x: 36 }, 800],
    ),
  }),
  drill({
    ...PULL,
    id: 'towel-row',
    name: ['双人毛巾划船', 'Towel row with a partner'],
    cue: ['同伴给轻阻力，肘向后拉，匀速', 'The partner resists lightly, elbows back, even speed'],
    doses: reps([2, 6, 60], [3, 6, 60], [3, 10, 50], [3, 12, 50]),
    equipment: ['partner'],
    source: 'testItems',
    figure: figureOf(
      [{ ...STAND, torso: 172, armL: [82, 86], armR: [86, 90], legL: [30, -10], legR: [-16, -24] }, 700],
      [{ ...STAND, torso: 184, armL: [-40, 92], armR: [-36, 96], legL: [34, -8], legR: [-14, -28] }, 800],
    ),
  }),
  drill({
    ...PULL,
    id: 'prone-y-raise',
    name: ['俯卧Y举', 'Prone Y raise'],
    cue: ['额头近垫，手臂成Y抬起，肩胛收', 'Forehead near the mat, arms up in a Y, blades together'],
    doses: reps([2, 6, 60], [3, 8, 60], [3, 10, 50], [3, 12, 40]),
    equipment: ['mat'],
    source: 'testItems',
    figure: figureOf(
      [{ ...PRONE, x: 46 }, 600],
      [{ ...PRONE, torso: 98, head: 100, armL: [116, 116], armR: [120, 120], x: 46 }, 900],
    ),
  }),
];
