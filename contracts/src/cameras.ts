import { z } from 'zod';
import { health, internal, personal } from './data-class.ts';
import { DeviceId, Instant } from './ids.ts';

/** Exercises whose repetitions a camera counts. Those of the national test carry its item keys. */
export const EXERCISES = {
  sit_up_1min: { zh: '一分钟仰卧起坐', en: 'Sit-ups, 1 min' },
  pull_up: { zh: '引体向上', en: 'Pull-ups' },
  rope_skip_1min: { zh: '一分钟跳绳', en: 'Rope skipping, 1 min' },
  push_up: { zh: '俯卧撑', en: 'Push-ups' },
  squat: { zh: '深蹲', en: 'Squats' },
  jumping_jack: { zh: '开合跳', en: 'Jumping jacks' },
  vertical_jump: { zh: '纵跳', en: 'Vertical jump' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type Exercise = keyof typeof EXERCISES;
export const Exercise = z.enum(Object.keys(EXERCISES) as [Exercise, ...Exercise[]]);

/** Cameras and lanes of one gateway that a live message may show. */
export const MAX_CAMERA_VIEWS = 8;
/** x, y and score of each of the 17 key points. */
export const VIEW_NUMBERS = 51;

/** A code of a foul, and how often it was seen. */
const FoulCount = z.object({
  foul: internal(z.string().min(1).max(64)),
  times: health(z.int().min(1).max(10_000)),
});

/**
 * What one lane of a camera shows now, for whoever looks on; it is not stored. There is no room for a picture in it:
 * a figure of 17 points, and what was counted.
 */
export const CameraView = z.object({
  camera: internal(DeviceId),
  lane: internal(z.string().min(1).max(32).nullable()),
  exercise: internal(Exercise),
  /** Whose turn it is, as the lane was told: card, bib or queue number. */
  tag: personal(z.string().min(1).max(64).nullable()),
  /** `waiting`: nobody has begun; `counting`; `ended`: the set is over and its result was sent. */
  phase: internal(z.enum(['waiting', 'counting', 'ended'])),
  /** Of a set with a time limit, ms that are left; `null`: it has none. */
  leftMs: internal(z.int().min(0).nullable()),
  count: health(z.int().min(0).max(10_000)),
  fouls: z.array(FoulCount).max(16),
  /** Spans that were not counted because too little was seen. */
  notCounted: health(z.int().min(0).max(10_000)),
  /** Why it does not count just now; `null`: it does. */
  doubt: health(z.enum(['nobody', 'joints_not_seen', 'no_camera']).nullable()),
  /** Width by height of the picture. */
  aspect: internal(z.number().min(0.1).max(10)),
  /** In thousandths of the picture's height (score: 0-1000), in COCO's order; `null`: nobody is seen. */
  points: health(z.array(z.int().min(-20_000).max(20_000)).length(VIEW_NUMBERS).nullable()),
});
export type CameraView = z.infer<typeof CameraView>;

/** One server-sent event `cameras` of `GET /api/lessons/{lesson}/live`: all cameras of the school that are heard. */
export const CameraFrame = z.object({
  serverAt: internal(Instant),
  views: z.array(CameraView).max(64),
});
export type CameraFrame = z.infer<typeof CameraFrame>;
