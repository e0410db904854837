import { front, STAND } from '../figure/poses.ts';
import { figureOf } from '../figure/skeleton.ts';
import { drill, LIGHT_BODIES, seconds } from './make-drill.ts';

const COORDINATION = {
  component: 'coordination',
  items: ['rope_skip_1min'],
  contraIndications: ['injury_lower_limb'],
} as const;

/** 协调: for rope skipping. */
export const COORDINATION_DRILLS = [
  drill({
    ...COORDINATION,
    id: 'rope-both-feet',
    name: ['双脚跳绳', 'Rope skipping, both feet'],
    cue: ['手腕摇绳，前脚掌轻跳', 'Turn from the wrists, low jumps on the balls of the feet'],
    doses: seconds([2, 20, 90], [3, 20, 90], [3, 30, 75], [3, 40, 60]),
    equipment: ['rope'],
    impact: 'high',
    bodyMass: LIGHT_BODIES,
    contraIndications: ['injury_lower_limb', 'injury_upper_limb'],
    source: 'testItems',
    figure: figureOf([front(4, [22, 70]), 180], [front(4, [26, 86], 6), 180], [front(4, [22, 100]), 160]),
  }),
  drill({
    ...COORDINATION,
    id: 'rope-turn-step',
    name: ['摇绳踏步', 'Rope turns with steps'],
    cue: ['手摇绳，脚依次踏过绳', 'Turn the rope and step over it, one foot after the other'],
    doses: seconds([2, 20, 90], [3, 20, 90], [3, 30, 75], [3, 40, 60]),
    equipment: ['rope'],
    impact: 'low',
    contraIndications: ['injury_lower_limb', 'injury_upper_limb'],
    source: 'testItems',
    figure: figureOf(
      [{ ...STAND, armL: [20, 70], armR: [24, 80], legL: [38, -14] }, 300],
      [{ ...STAND, armL: [20, 100], armR: [24, 110] }, 200],
      [{ ...STAND, armL: [20, 70], armR: [24, 80], legR: [38, -14] }, 300],
      [{ ...STAND, armL: [20, 40], armR: [24, 50] }, 200],
    ),
  }),
];
