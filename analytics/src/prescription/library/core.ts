import { ALL_FOURS, onBack, plank } from '../figure/poses.ts';
import { figureOf } from '../figure/skeleton.ts';
import { drill, reps, seconds } from './make-drill.ts';

const CORE = {
  component: 'core',
  items: ['sit_up_1min'],
  equipment: ['mat'],
  supervision: 'adult',
  contraIndications: ['injury_back'],
} as const;

/** 核心: for sit-ups. */
export const CORE_DRILLS = [
  drill({
    ...CORE,
    id: 'curl-up',
    name: ['半程卷腹', 'Half curl-up'],
    cue: [
      '下背贴垫，肩胛离地即可，不拉脖子',
      'Low back on the mat, lift the shoulder blades only, neck long',
    ],
    doses: reps([2, 10, 60], [3, 10, 60], [3, 15, 45], [3, 20, 45]),
    source: 'testItems',
    figure: figureOf(
      [onBack(0, [80, 80]), 500],
      [onBack(18, [84, 84]), 400],
      [onBack(32, [88, 88]), 700],
      [onBack(18, [84, 84]), 400],
    ),
  }),
  drill({
    ...CORE,
    id: 'plank-forearm',
    name: ['肘撑平板', 'Forearm plank'],
    cue: ['头到脚一条线，正常呼吸', 'One line from head to feet, keep breathing'],
    doses: seconds([2, 20, 60], [3, 20, 60], [3, 30, 45], [3, 45, 30]),
    contraIndications: ['injury_back', 'injury_upper_limb'],
    source: 'testItems',
    figure: figureOf([plank(7, [0, 90]), 1200], [plank(9, [2, 90]), 900]),
  }),
  drill({
    ...CORE,
    id: 'bird-dog',
    name: ['鸟狗式', 'Bird dog'],
    cue: ['对侧手脚伸直，髋不转', 'Opposite arm and leg long, hips level'],
    doses: reps([2, 8, 45], [3, 8, 45], [3, 10, 45], [3, 12, 30]),
    contraIndications: ['injury_back', 'injury_upper_limb'],
    source: 'testItems',
    figure: figureOf(
      [ALL_FOURS, 500],
      [{ ...ALL_FOURS, armR: [94, 94], legL: [-88, -88] }, 1000],
      [ALL_FOURS, 500],
      [{ ...ALL_FOURS, armL: [94, 94], legR: [-88, -88] }, 1000],
    ),
  }),
];
