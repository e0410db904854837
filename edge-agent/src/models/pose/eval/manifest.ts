import { z } from 'zod';
import type { Item } from '../items/exercise.ts';
import { itemNamed } from '../items/named.ts';

/** A film and what is true of it. */
export interface Clip {
  /** Relative to the manifest. */
  readonly file: string;
  /** `null`: none of the exercises that are counted; every counter has to say 0. */
  readonly item: Item | null;
  readonly count: number;
  /** A count that is wrong by this is still within what a human counter may say. */
  readonly tolerance: number;
  /** How sure the human count is. */
  readonly confidence: string;
  /** Of a vertical jump. */
  readonly flightSeconds?: number;
}

const Manifest = z.object({
  entries: z.array(z.looseObject({ kind: z.string() })),
});
const Film = z.object({
  file: z.string(),
  exercise: z.string(),
  ground_truth: z.object({
    count: z.int().min(0),
    tolerance: z.int().min(0).default(0),
    confidence: z.string().default('not stated'),
    flight_time_s: z.number().optional(),
  }),
});

/**
 * The films of a manifest: `{entries: [{kind: "video", file, exercise, ground_truth: {count, tolerance?, confidence?}}]}`.
 * Other kinds of entries are passed over; an exercise that no counter knows (`other:walking`) is a negative.
 * Throws a `ZodError` where it is not such a list.
 */
export function clipsOf(manifest: unknown): readonly Clip[] {
  return Manifest.parse(manifest)
    .entries.filter(({ kind }) => kind === 'video')
    .map((entry) => {
      const { file, exercise, ground_truth } = Film.parse(entry);
      const { count, tolerance, confidence, flight_time_s } = ground_truth;
      return {
        file,
        item: itemNamed(exercise) ?? null,
        count,
        tolerance,
        confidence,
        ...(flight_time_s === undefined ? {} : { flightSeconds: flight_time_s }),
      };
    });
}
