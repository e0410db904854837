import type { Drill, DrillId, FitnessComponent } from '@tizhi/contracts';
import { AEROBIC_DRILLS } from './aerobic.ts';
import { COORDINATION_DRILLS } from './coordination.ts';
import { CORE_DRILLS } from './core.ts';
import { ENDURANCE_DRILLS } from './endurance.ts';
import { FLEXIBILITY_DRILLS } from './flexibility.ts';
import { POWER_DRILLS } from './power.ts';
import { SPEED_DRILLS } from './speed.ts';
import { UPPER_PULL_DRILLS } from './upper-pull.ts';

/** Grows with every change of a drill, so that a plan can say which library it was made from. */
export const LIBRARY_VERSION = 'tizhi-drills-1';

/** The library of drills, component by component. */
export const DRILLS: readonly Drill[] = [
  ...SPEED_DRILLS,
  ...FLEXIBILITY_DRILLS,
  ...COORDINATION_DRILLS,
  ...CORE_DRILLS,
  ...UPPER_PULL_DRILLS,
  ...POWER_DRILLS,
  ...ENDURANCE_DRILLS,
  ...AEROBIC_DRILLS,
];

const BY_ID: ReadonlyMap<string, Drill> = new Map(DRILLS.map((drill) => [drill.id, drill]));

/** The drill of an id, `undefined` where the library has none. */
export const drillOf = (id: DrillId | string): Drill | undefined => BY_ID.get(id);

/** Swings and circles that begin every session, the first that a pupil may do. */
export const WARM_UPS: readonly string[] = ['leg-swings', 'arm-circles', 'deep-breathing'];
/** Still stretches that end every session, the first that a pupil may do. Neither stands in a session's middle. */
export const COOL_DOWNS: readonly string[] = ['seated-fold', 'calf-wall', 'deep-breathing'];

/** Whether a drill works at a component in the middle of a session. */
export const isWork = ({ id }: Drill): boolean => !WARM_UPS.includes(id) && !COOL_DOWNS.includes(id);

/** A session runs from what needs fresh legs to what tires. */
export const SESSION_ORDER: readonly FitnessComponent[] = [
  'coordination',
  'speed',
  'power',
  'upper_pull',
  'core',
  'flexibility',
  'endurance',
  'aerobic',
];
