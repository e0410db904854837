import { KEYPOINTS, type Keypoint, type KeypointName, type Pose } from '../pose.ts';
import type { project } from './skeleton.ts';

/**
 * What a detector makes of a body. Fitted by `scripts/fit-detector-noise.ts` to 72 landmark sequences of real squats
 * and push-ups (kaiakol/computervision, MediaPipe: tremble 0.0004-0.0063 of the body, 15-19 % of points unseen for
 * 30-60 frames at a time, which are those of the far side) and by the same method to this project's own key points of
 * 24 films (MoveNet: tremble 0.004, a tenth above 0.0074; 4.5 % unseen for 5 frames at a time; 0.2 % swapped).
 */
const FITTED = {
  /** Standard deviation of the tremble, parts of the body, drawn for a film. */
  tremble: { least: 0.002, most: 0.0075 },
  /** A point on the far side of the body trembles more by this, and is unseen throughout with this chance. */
  farTremble: 1.6,
  farUnseen: 0.17,
  /** How often in a second a point goes unseen, and for how many seconds on average. */
  unseenHz: 0.28,
  unseenSeconds: 0.165,
  /** Chance of a frame in which left and right change places. */
  swapped: 0.002,
} as const;
/** A frame in which nobody is found, and for how many seconds at most: not fitted, a search takes as long. */
const NOBODY = { chance: 0.01, seconds: 0.12 };
/** Metres behind the middle of the body. */
const FAR = 0.05;

/**
 * Points tremble (more where they are hidden behind the body), go unseen for some frames, and now and then left and
 * right of the limbs change places.
 */
export function detectorNoise(of: {
  readonly random: () => number;
  readonly body: number;
  readonly fps: number;
}) {
  const { random, body, fps } = of;
  const { least, most } = FITTED.tremble;
  const tremble = body * (least + (most - least) * random());
  const blind = new Set(LIMBS.filter(() => random() < FITTED.farUnseen));
  const hidden = new Map<KeypointName, number>();
  let nobody = 0;
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return ({ pose, near }: ReturnType<typeof project>): Pose | null => {
    if (nobody > 0) nobody -= 1;
    else if (random() < NOBODY.chance) nobody = Math.ceil(random() * NOBODY.seconds * fps);
    const swapped = random() < FITTED.swapped;
    const points = KEYPOINTS.map((name): [KeypointName, Keypoint] => {
      const left = hidden.get(name) ?? 0;
      if (left > 0) hidden.set(name, left - 1);
      else if (random() < FITTED.unseenHz / fps)
        hidden.set(name, Math.ceil(random() * 2 * FITTED.unseenSeconds * fps));
      const behind = near[name] < -FAR;
      const from = swapped ? pose[otherSide(name)] : pose[name];
      const more = behind ? FITTED.farTremble : 1;
      const unseen = left > 0 || (behind && blind.has(name));
      const score = unseen ? 0.1 : behind ? 0.3 + 0.3 * random() : 0.5 + 0.4 * random();
      return [name, { x: from.x + more * tremble * normal(), y: from.y + more * tremble * normal(), score }];
    });
    return nobody > 0 ? null : (Object.fromEntries(points) as Pose);
  };
}

/** The trunk hides them when it stands between them and the camera. */
const LIMBS = KEYPOINTS.filter((name) => /Elbow|Wrist|Knee|Ankle/.test(name));

const otherSide = (name: KeypointName): KeypointName =>
  (name.startsWith('left') ? name.replace('left', 'right') : name.replace('right', 'left')) as KeypointName;
