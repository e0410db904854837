import { distance } from '../body.ts';
import { quantile, spread } from '../quantile.ts';
import { FEWEST_LOOKS, LEAST_SEEN, partsOf } from './active.ts';
import type { FAULTS } from './faults.ts';
import { angleAt, belowLine } from './geometry.ts';
import type { Measured } from './measured.ts';
import { type Look, type Seen, withJoints } from './trace.ts';

type Measures = Readonly<Record<keyof (typeof FAULTS)['push_up'], number>>;
type Whole = Seen<'Shoulder' | 'Elbow' | 'Wrist' | 'Hip' | 'Knee' | 'Ankle'>;

/** Shoulders wider than this share of the body's length: the body runs towards the camera. */
const FROM_FRONT = 0.3;
/** The shoulders come down by less than this share of the arm. */
const NO_MOVEMENT = 0.15;

/** All lengths as shares of trunk, arm or body, so that neither size nor distance matters. */
export function measurePushUp(looks: readonly Look[], frames: number): Measured {
  const whole = withJoints(looks, ['Shoulder', 'Elbow', 'Wrist', 'Hip', 'Knee', 'Ankle']);
  if (whole.length < FEWEST_LOOKS || whole.length < LEAST_SEEN * frames)
    return { kind: 'abstained', because: 'too_little_seen' };
  const length = middle(whole, ({ joints }) => distance(joints.Shoulder, joints.Ankle));
  const wide = middle(whole, ({ sides: { leftShoulder, rightShoulder } }) =>
    leftShoulder === null || rightShoulder === null ? 0 : distance(leftShoulder, rightShoulder),
  );
  if (wide > FROM_FRONT * length) return { kind: 'abstained', because: 'not_from_side' };
  const height = ({ joints }: Whole): number => joints.Wrist.y - joints.Shoulder.y;
  const arm = quantile(whole.map(height), 0.95);
  const { moving, up } = partsOf(whole, { height, top: arm });
  const lowest = quantile(whole.map(height), 0.05) / arm;
  if (arm <= 0 || lowest > 1 - NO_MOVEMENT || moving.length < FEWEST_LOOKS)
    return { kind: 'abstained', because: 'no_movement' };
  return { kind: 'measured', measures: measuresOf({ moving, up, lowest }) };
}

function measuresOf(of: {
  readonly moving: readonly Whole[];
  readonly up: readonly Whole[];
  readonly lowest: number;
}): Measures {
  const { moving, up, lowest } = of;
  const hips = moving.map(({ joints }) => belowLine(joints.Hip, joints.Shoulder, joints.Ankle));
  const trunk = middle(moving, ({ joints }) => distance(joints.Shoulder, joints.Hip));
  // An elbow of 180 degrees at the top is straight; the straightest tenth stands for the top.
  const elbows = moving.map(({ joints }) => angleAt(joints.Elbow, joints.Shoulder, joints.Wrist));
  const knees = moving.map(({ joints }) => angleAt(joints.Knee, joints.Hip, joints.Ankle));
  return {
    hips_sag: quantile(hips, 0.9),
    hips_pike: -quantile(hips, 0.1),
    hips_swing: spread(hips),
    knees_bent: 180 - quantile(knees, 0.25),
    too_shallow: lowest,
    arms_not_straight: 180 - quantile(elbows, 0.9),
    hands_misplaced: middle(up, ({ joints }) => Math.abs(joints.Wrist.x - joints.Shoulder.x)) / (trunk || 1),
  };
}

const middle = <T>(looks: readonly T[], of: (look: T) => number): number => quantile(looks.map(of), 0.5);
