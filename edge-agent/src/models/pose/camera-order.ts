import { z } from 'zod';
import { CameraInput } from './camera-input.ts';
import { DrawnInput } from './demo/drawn-input.ts';
import { Lanes } from './lane.ts';

/** What a camera's thread is started with. */
export const CameraOrder = z.strictObject({
  input: z.discriminatedUnion('kind', [...CameraInput.options, DrawnInput]),
  lanes: z.union([Lanes, z.tuple([])]).default([]),
  detector: z.string().max(64).default('movenet-lightning'),
  /** A folder with weights beside those that npm packages bring. */
  models: z.string().max(4_096).optional(),
  /** Of a live camera: whether the first try must succeed, or goes on until it does. */
  firstTry: z.enum(['must_succeed', 'may_fail']).default('must_succeed'),
});
export type CameraOrder = z.infer<typeof CameraOrder>;
export type CameraOrderInput = z.input<typeof CameraOrder>;
