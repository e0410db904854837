import { z } from 'zod';
import { pointsOf, poseFrom } from './camera-message.ts';
import { ITEMS, type Item } from './items/exercise.ts';
import { type MatFile, matFrom } from './mat.ts';
import { KEYPOINTS, type PoseFrame } from './pose.ts';
import type { RepCount } from './rep.ts';

/**
 * A skeleton replay: JSON lines by which a contested count can be looked at and counted again. A header; a line for
 * each frame; then a line for each repetition, abstention and event (a foul that ends nothing). Points only: no
 * picture, no name, no pupil's number.
 *
 *     {"replay":"tizhi-skeleton","v":1,"item":"squat","fps":30,"unit":"frame_heights","points":["nose",...]}
 *     {"at":33.3,"points":[0.5123,0.2001,0.91,...]}
 *     {"rep":{"start":1.2,"end":3.1,"valid":true,"fouls":[],...}}
 */
export const REPLAY_VERSION = 1;

const Header = z.strictObject({
  replay: z.literal('tizhi-skeleton'),
  v: z.literal(REPLAY_VERSION),
  item: z.enum(ITEMS),
  fps: z.number().positive(),
  unit: z.literal('frame_heights'),
  points: z.tuple(
    KEYPOINTS.map((name) => z.literal(name)) as [z.ZodLiteral<string>, ...z.ZodLiteral<string>[]],
  ),
  /** The calibration that was counted with. */
  mat: z.unknown().optional(),
});
const Frame = z.strictObject({
  /** ms */
  at: z.number(),
  points: z
    .array(z.number())
    .length(KEYPOINTS.length * 3)
    .nullable(),
});
const Line = z.union([
  Frame,
  z.strictObject({ rep: z.looseObject({}) }),
  z.strictObject({ abstained: z.looseObject({}) }),
  z.strictObject({ event: z.looseObject({}) }),
]);

/** Half a tenth of a pixel of a high picture: nothing that a detector tells. */
const DIGITS = 1e5;

/** A frame as a replay keeps it. Counts are made of these, so that the file gives the same count again. */
export const asRecorded = ({ at, pose }: PoseFrame): PoseFrame => ({
  at: Math.round(at * 1e3) / 1e3,
  pose: pose === null ? null : poseFrom(pointsOf(pose).map((value) => Math.round(value * DIGITS) / DIGITS)),
});

export const replayHeader = (of: {
  readonly item: Item;
  readonly fps: number;
  readonly mat: MatFile | null;
}): string =>
  JSON.stringify({
    replay: 'tizhi-skeleton',
    v: REPLAY_VERSION,
    item: of.item,
    fps: of.fps,
    unit: 'frame_heights',
    points: KEYPOINTS,
    ...(of.mat === null ? {} : { mat: of.mat }),
  });

/** The line of one frame, which was made by `asRecorded`. */
export const replayFrame = ({ at, pose }: PoseFrame): string =>
  JSON.stringify({ at, points: pose === null ? null : pointsOf(pose) });

/** The lines of what was judged. */
export const replayResult = ({ reps, abstained, events }: RepCount): readonly string[] => [
  ...reps.map((rep) => JSON.stringify({ rep })),
  ...abstained.map((span) => JSON.stringify({ abstained: span })),
  ...events.map((event) => JSON.stringify({ event })),
];

export interface Replay {
  readonly item: Item;
  readonly fps: number;
  readonly mat: MatFile | null;
  readonly frames: readonly PoseFrame[];
}

/** Reads a replay, or says in which line it is none, in English. */
export function parseReplay(text: string): { readonly replay: Replay } | { readonly problem: string } {
  const [first, ...rest] = text.split('\n').filter((line) => line !== '');
  const header = Header.safeParse(json(first ?? ''));
  if (!header.success) return { problem: 'line 1 is no header of a skeleton replay' };
  const { item, fps, mat } = header.data;
  const known = mat === undefined ? null : matFrom(mat);
  if (known !== null && 'problem' in known) return { problem: `line 1: ${known.problem}` };
  const frames: PoseFrame[] = [];
  for (const [n, line] of rest.entries()) {
    const parsed = Line.safeParse(json(line));
    if (!parsed.success) return { problem: `line ${n + 2} is neither a frame nor a result` };
    if (!('at' in parsed.data)) continue;
    const { at, points } = parsed.data;
    if (at <= (frames.at(-1)?.at ?? Number.NEGATIVE_INFINITY))
      return { problem: `line ${n + 2} is no later than the frame before` };
    frames.push({ at, pose: points === null ? null : poseFrom(points) });
  }
  return { replay: { item, fps, mat: known === null ? null : (mat as MatFile), frames } };
}

function json(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
