import { z } from 'zod';
import { internal, open } from './data-class.ts';
import { Dose, DrillFigure } from './prescription.ts';
import { Bilingual } from './warning.ts';

/**
 * The wall display's own language. Every field is public: the type cannot hold a name, a number of a body, an
 * alert or a mark (law 10).
 */

/** What a pupil is called on a wall: a nickname the class chose, or a bib number. Never a name. */
export const WallLabel = z
  .string()
  .regex(/^(?:[0-9]{1,3}|[\p{L}\p{N} -]{1,12})$/u, 'use a bib number, or a nickname of 1-12 letters');

export const WallDrill = z.object({
  id: open(z.string()),
  name: Bilingual,
  cue: Bilingual,
  figure: DrillFigure,
});

/** One station of today's session: a drill, and who does it with which dose. */
export const WallGroup = z.object({
  drill: open(z.string()),
  doses: z.array(z.object({ labels: open(z.array(WallLabel).min(1)), dose: Dose })).min(1),
});

export const WallResponse = z.object({
  serverAt: open(z.int().min(0)),
  /** Said by the school when it made the display: such as "Class 3 corner". */
  title: open(z.string()),
  demo: open(z.boolean()),
  day: open(z.iso.date()),
  drills: z.array(WallDrill),
  groups: z.array(WallGroup),
});
export type WallResponse = z.infer<typeof WallResponse>;

/** `POST /api/displays` (admin, teacher): makes a display; the token is shown once. */
export const DisplayRequest = z.object({
  class: internal(z.string()),
  title: open(z.string().trim().min(1).max(60)),
});
export const DisplayMade = z.object({
  display: internal(z.string()),
  title: open(z.string()),
  /** Opens `/wall#TOKEN` and nothing else. */
  token: internal(z.string()),
});
export type DisplayMade = z.infer<typeof DisplayMade>;
/** `DELETE /api/displays/{display}` */
export const DisplayParams = z.object({ display: internal(z.string().min(1).max(64)) });

export const DisplayList = z.object({
  displays: z.array(
    z.object({
      display: internal(z.string()),
      class: internal(z.string()),
      title: open(z.string()),
      madeAt: internal(z.int()),
      seenAt: internal(z.int().nullable()),
    }),
  ),
});
export type DisplayList = z.infer<typeof DisplayList>;

/** `PUT /api/pupils/{subject}/wall-label`; `null` takes the pupil off every wall. */
export const WallLabelRequest = z.object({ label: open(WallLabel.nullable()) });
