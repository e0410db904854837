import { distance } from '../body.ts';
import { quantile } from '../quantile.ts';
import { FEWEST_LOOKS, LEAST_SEEN, partsOf } from './active.ts';
import type { FAULTS } from './faults.ts';
import { leanOf } from './geometry.ts';
import type { Measured } from './measured.ts';
import { type Look, type Seen, withJoints } from './trace.ts';

type Measures = Readonly<Record<keyof (typeof FAULTS)['squat'], number>>;
type Whole = Seen<'Shoulder' | 'Hip' | 'Knee' | 'Ankle'>;

/** The hips come down by less than this share of their height over the ankles. */
const NO_MOVEMENT = 0.2;
/** Ankles this many trunks apart: the person is seen from the front or from behind, not from the side. */
const FROM_FRONT = 0.35;

/** A squat at its bottom. Lengths as shares of the trunk at its longest. */
export function measureSquat(looks: readonly Look[], frames: number): Measured {
  const whole = withJoints(looks, ['Shoulder', 'Hip', 'Knee', 'Ankle']);
  if (whole.length < FEWEST_LOOKS || whole.length < LEAST_SEEN * frames)
    return { kind: 'abstained', because: 'too_little_seen' };
  const height = ({ joints }: Whole): number => joints.Ankle.y - joints.Hip.y;
  const heights = whole.map(height);
  const standing = quantile(heights, 0.95);
  const { bottom, up } = partsOf(whole, { height, top: standing });
  if (standing <= 0 || quantile(heights, 0.05) > (1 - NO_MOVEMENT) * standing || bottom.length === 0)
    return { kind: 'abstained', because: 'no_movement' };
  const trunk = quantile(
    whole.map(({ joints }) => distance(joints.Shoulder, joints.Hip)),
    0.8,
  );
  return { kind: 'measured', measures: measuresOf({ bottom, up, trunk }) };
}

function measuresOf(of: {
  readonly bottom: readonly Whole[];
  readonly up: readonly Whole[];
  readonly trunk: number;
}): Measures {
  const { bottom, up, trunk } = of;
  const at = (measure: (look: Whole) => number): number => quantile(bottom.map(measure), 0.5);
  return {
    too_shallow: at(({ joints }) => (joints.Knee.y - joints.Hip.y) / trunk),
    leans_forward: at(
      ({ joints }) => leanOf(joints.Hip, joints.Shoulder) - leanOf(joints.Ankle, joints.Knee),
    ),
    knees_forward: at(({ joints }) => Math.abs(joints.Knee.x - joints.Ankle.x) / trunk),
    knees_in: kneesIn(
      bottom.filter((look) => fromFront(look, trunk)),
      up.filter((look) => fromFront(look, trunk)),
    ),
  };
}

function fromFront({ sides: { leftAnkle, rightAnkle } }: Whole, trunk: number): boolean {
  return (
    leftAnkle !== null && rightAnkle !== null && Math.abs(leftAnkle.x - rightAnkle.x) > FROM_FRONT * trunk
  );
}

/**
 * By how much the knees come closer together on the way down than they were and than the ankles are, as a share of the
 * ankles' distance: knees that are narrower than the feet from the beginning belong to a wide stance.
 */
function kneesIn(bottom: readonly Whole[], up: readonly Whole[]): number {
  const [low, high] = [bottom, up].map((looks) =>
    quantile(
      looks.map(kneeDistance).filter((share) => share !== null),
      0.5,
    ),
  ) as [number, number];
  return low === 0 || high === 0 ? 0 : Math.min(1, high) - low;
}

/** Between the knees, as a share of what is between the ankles. */
function kneeDistance({ sides: { leftKnee, rightKnee, leftAnkle, rightAnkle } }: Whole): number | null {
  if (leftKnee === null || rightKnee === null || leftAnkle === null || rightAnkle === null) return null;
  return Math.abs(leftKnee.x - rightKnee.x) / Math.abs(leftAnkle.x - rightAnkle.x);
}
