import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';

/** How the body moves, and the steps a minute that a foot pod counts. */
export const MOVES = {
  lie: 0,
  sit: 0,
  stand: 0,
  fidget: 12,
  walk: 100,
  jog: 150,
  run: 168,
  sprint: 190,
  rope: 132,
  fast_rope: 180,
} as const;
const Moves = z.enum(Object.keys(MOVES) as [keyof typeof MOVES, ...(keyof typeof MOVES)[]]);
export type Moves = z.infer<typeof Moves>;

/**
 * A stretch of a story. What is left out stays as it was before.
 *
 * - `rate`: where the true heart rate goes, bpm, with the time constant `tau`, s (0: at once).
 * - `rhythm`: `sinus`, `breathing` (a child's strong respiratory arrhythmia), `fibrillation`, `early` (an early beat
 *   with its pause every few), `regular` (a re-entry tachycardia), `wenckebach` (each fifth beat drops).
 * - `strap`: what stands between the heart and the bytes: `worn`, `lost` (contact bit), `silent` (nothing is sent),
 *   `zero` (no contact bit, rate 0), `dry` (noise), `loose` (beats missed and added), `half`, `double`,
 *   `cadence` (an optical sensor that counts steps), `stuck`.
 */
const Stretch = z.strictObject({
  s: z.number().min(1).max(1_800),
  rate: z.number().min(20).max(260).optional(),
  tau: z.number().min(0).max(300).optional(),
  moves: Moves.optional(),
  rhythm: z.enum(['sinus', 'breathing', 'fibrillation', 'early', 'regular', 'wenckebach']).optional(),
  strap: z
    .enum(['worn', 'lost', 'silent', 'zero', 'dry', 'loose', 'half', 'double', 'cadence', 'stuck'])
    .optional(),
  spo2: z.number().min(50).max(100).optional(),
  temperature: z.number().min(34).max(42).optional(),
  /** The emergency (or what must be noticed) begins here. */
  onset: z.literal(true).optional(),
});
export type Stretch = z.infer<typeof Stretch>;

export const Vignette = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]+$/),
  /** What happens, in one line. */
  story: z.string().min(10),
  /** Estimated maximum by 208 - 0.7 x age unless `max` says more. */
  age: z.int().min(6).max(18).default(13),
  max: z.int().optional(),
  /** A strap sends beats and contact, an optical sensor neither. */
  sensor: z.enum(['strap', 'optical']).default('strap'),
  /** What tells of movement. */
  motion: z.enum(['pod', 'none']).default('pod'),
  plan: z.array(Stretch).min(1),
  /**
   * `emergency`: one of the rules must be raised as a warning or worse within so many seconds of the onset;
   * `notice`: as anything; `none`: no alert at all but those that `may` be.
   */
  expect: z.discriminatedUnion('is', [
    z.strictObject({
      is: z.enum(['emergency', 'notice']),
      rules: z.array(z.string()).min(1),
      within: z.number().min(1),
    }),
    z.strictObject({ is: z.literal('none') }),
  ]),
  /** Rules whose alert would be no mistake here. */
  may: z.array(z.string()).default([]),
});
export type Vignette = z.infer<typeof Vignette>;

/** The written corpus, `vignettes.yaml`. */
export function vignettes(): readonly Vignette[] {
  const file = fileURLToPath(new URL('vignettes.yaml', import.meta.url));
  return z.array(Vignette).parse(parse(readFileSync(file, 'utf8')));
}

/** Seconds from its beginning to its onset; `null` where nothing happens. */
export function onsetOf({ plan }: Vignette): number | null {
  let at = 0;
  for (const stretch of plan) {
    if (stretch.onset === true) return at;
    at += stretch.s;
  }
  return null;
}

export const lengthOf = ({ plan }: Vignette): number => plan.reduce((sum, { s }) => sum + s, 0);
