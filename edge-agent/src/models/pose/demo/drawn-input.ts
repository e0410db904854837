import { Exercise } from '@tizhi/contracts';
import { z } from 'zod';

/** DEMO: a camera that is none. The gateway draws a synthetic pupil who exercises; nobody is filmed. */
export const DrawnInput = z.strictObject({
  kind: z.literal('drawn'),
  exercise: Exercise,
  /** How long one repetition takes. */
  repSeconds: z.number().min(0.3).max(10).default(2),
  /** Degrees around the pupil: 0 from the front, 90 from the pupil's left. */
  azimuth: z.number().min(0).max(360).default(35),
  fps: z.number().min(1).max(60).default(12),
  /** `life`: as fast as a real camera gives frames; `reader`: each frame waits for whoever reads, as a film does. */
  pace: z.enum(['life', 'reader']).default('life'),
  /** Metres. */
  stature: z.number().min(0.9).max(2).default(1.5),
});
export type DrawnInput = z.infer<typeof DrawnInput>;
export type DrawnInputGiven = z.input<typeof DrawnInput>;
