import { stride } from '../figure/poses.ts';
import { figureOf } from '../figure/skeleton.ts';
import { drill, LIGHT_BODIES, seconds } from './make-drill.ts';

const ENDURANCE = {
  component: 'endurance',
  items: ['shuttle_50m_x8', 'run_800m', 'run_1000m'],
  contraIndications: ['injury_lower_limb'],
} as const;

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
    space: 'track',
    impact: 'low',
    source: 'testItems',
    figure: figureOf(
      [stride('left', { knee: 44, lean: 6, push: 26 }), 260],
      [{ ...stride('left', { knee: 14, lean: 4, push: 4 }), legR: [16, -62] }, 180],
      [stride('right', { knee: 44, lean: 6, push: 26 }), 260],
      [{ ...stride('right', { knee: 14, lean: 4, push: 4 }), legL: [16, -62] }, 180],
    ),
  }),
  drill({
    ...ENDURANCE,
    id: 'steady-run',
    name: ['匀速慢跑', 'Steady easy run'],
    cue: ['步子小而轻，全程一个速度', 'Short light steps, one pace all the way'],
    doses: seconds([1, 300, 60], [1, 360, 60], [1, 480, 60], [1, 600, 60]),
    space: 'track',
    impact: 'high',
    bodyMass: LIGHT_BODIES,
    source: 'testItems',
    figure: figureOf(
      [stride('left', { knee: 50, lean: 8, push: 30, lift: 2 }), 190],
      [{ ...stride('left', { knee: 18, lean: 6, push: 6 }), legR: [18, -72] }, 130],
      [stride('right', { knee: 50, lean: 8, push: 30, lift: 2 }), 190],
      [{ ...stride('right', { knee: 18, lean: 6, push: 6 }), legL: [18, -72] }, 130],
    ),
  }),
];
