import type { MatFile } from '../mat.ts';
import { KEYPOINTS, type PoseFrame } from '../pose.ts';
import { moved } from './clean-film.ts';
import { FORWARD, hanging, leaning, legLength, mix, standing } from './limbs.ts';
import { project, type Size, type Skeleton, skeletonOf, type Vec, type View } from './skeleton.ts';

/** Pixels of the picture that a synthetic calibration is told in. */
const FRAME = { width: 1280, height: 720 };
/** `project` puts the middle at half a frame height; pictures are wider, which moves nothing. */
const cm = (metres: number): number => metres * 100;

/** The calibration of a floor by these places of it, metres along and across. */
export function matOf(view: View, places: readonly (readonly [number, number])[], laneCm?: number): MatFile {
  return {
    frame: FRAME,
    points: places.map(([along, across]) => {
      const { x, y } = seenAt(view, [along, 0, across]);
      return { pixel: [x * FRAME.height, y * FRAME.height], cm: [cm(along), cm(across)] };
    }),
    ...(laneCm === undefined ? {} : { laneCm }),
  };
}

function seenAt(view: View, place: Vec) {
  const body = Object.fromEntries(KEYPOINTS.map((name) => [name, place])) as unknown as Skeleton;
  return project(body, view).pose.nose;
}

export interface JumpPlan {
  /** Where the ankles stand before and after, metres. */
  readonly from: number;
  readonly to: number;
  /** When the toes leave and how long they are in the air, seconds. */
  readonly takeOff: number;
  readonly air: number;
}

/** A standing long jump: stand, crouch, turn over the toes, fly, land in a crouch and stay. */
export function longJumper(size: Size, { from, to, takeOff, air }: JumpPlan): (t: number) => Skeleton {
  const toe = 0.114 * size.stature;
  return (t) => {
    const ramp = (start: number, end: number): number =>
      Math.max(0, Math.min(1, (t - start) / (end - start)));
    const over = ramp(takeOff - 0.1, takeOff) * (1 - ramp(takeOff, takeOff + 0.1));
    const u = ramp(takeOff, takeOff + air);
    const flying = u > 0 && u < 1;
    const ankleX = u === 0 ? from + toe * ramp(takeOff - 0.1, takeOff) : mix(from + toe, to, u);
    const lift = flying ? 0.25 * 4 * u * (1 - u) + 0.1 * (1 - u) : 0.1 * over;
    const crouch = ramp(0.5, 0.8) * (1 - ramp(takeOff - 0.2, takeOff)) + ramp(takeOff, takeOff + air);
    const ankle = size.ankle + lift;
    const hips: Vec = [ankleX - 0.12 * crouch, ankle + legLength(size) * mix(0.985, 0.7, crouch), 0];
    return skeletonOf({
      size,
      hips,
      up: leaning(mix(4, 40, crouch)),
      face: FORWARD,
      legs: standing(size, hips, [
        [ankleX, ankle, 0.1],
        [ankleX, ankle, -0.1],
      ]),
      arms: hanging(size),
    });
  };
}

/** A film of a body that goes somewhere, without any noise of a detector. */
export function filmOnFloor(of: {
  readonly view: View;
  readonly seconds: number;
  readonly fps: number;
  readonly body: (t: number) => Skeleton;
}): PoseFrame[] {
  const { view, seconds, fps, body } = of;
  return Array.from({ length: Math.round(seconds * fps) }, (_, n) => ({
    at: (n * 1000) / fps,
    pose: project(body(n / fps), view).pose,
  }));
}

/** The same body, so many metres further along. */
export const ahead = (body: Skeleton, metres: number): Skeleton =>
  Object.fromEntries(
    KEYPOINTS.map((name) => [name, moved([metres, 0, 0], body[name])]),
  ) as unknown as Skeleton;
