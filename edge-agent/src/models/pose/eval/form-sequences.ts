import { z } from 'zod';
import { FAULTS, type JudgedItem } from '../form/faults.ts';
import { itemNamed } from '../items/named.ts';
import { KEYPOINTS, type Keypoint, type KeypointName, type Pose, type PoseFrame } from '../pose.ts';

/** A film of key points and what its form was called. */
export interface FormSequence {
  readonly id: string;
  readonly item: JudgedItem;
  readonly label: 'correct' | 'incorrect';
  readonly frames: readonly PoseFrame[];
}

/** Of the films that the sequences were taken from, where the file does not say. */
const FPS = 30;
const ASPECT = 16 / 9;

const Sequences = z.object({
  landmark_order: z.array(z.string()),
  sequences: z.array(
    z.object({
      id: z.string(),
      exercise: z.string(),
      form_label: z.enum(['correct', 'incorrect']),
      landmarks: z.array(z.array(z.tuple([z.number(), z.number(), z.number()]))),
    }),
  ),
});

/**
 * Labelled landmark sequences: `{landmark_order: ["nose", "left_shoulder", ...], sequences: [{id, exercise, form_label,
 * landmarks: [[[x, y, visibility], ...], ...]}]}`, x and y as shares of a 16:9 picture, 30 frames a second. Landmarks
 * that a `Pose` has not are passed over, those that are missing are not seen; other exercises are left out. Throws a
 * `ZodError` where it is no such file.
 */
export function formSequencesOf(file: unknown): readonly FormSequence[] {
  const { landmark_order, sequences } = Sequences.parse(file);
  const places = new Map(landmark_order.map((name, n) => [camelled(name), n]));
  return sequences.flatMap(({ id, exercise, form_label, landmarks }) => {
    const item = itemNamed(exercise);
    if (item === undefined || !(item in FAULTS)) return [];
    const frames = landmarks.map((points, n) => ({ at: (n * 1000) / FPS, pose: poseOf(points, places) }));
    return [{ id, item: item as JudgedItem, label: form_label, frames }];
  });
}

const UNSEEN: Keypoint = { x: 0, y: 0, score: 0 };
type Landmark = readonly [x: number, y: number, visibility: number];

function poseOf(points: readonly Landmark[], places: ReadonlyMap<string, number>): Pose {
  const point = (name: KeypointName): Keypoint => {
    const [x, y, score] = points[places.get(name) ?? -1] ?? [];
    return x === undefined || y === undefined || score === undefined ? UNSEEN : { x: x * ASPECT, y, score };
  };
  return Object.fromEntries(KEYPOINTS.map((name) => [name, point(name)])) as Pose;
}

const camelled = (name: string): string =>
  name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
