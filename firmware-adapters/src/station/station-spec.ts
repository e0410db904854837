import type { z } from 'zod';
import { checkStation } from './check-station.ts';
import { StationShape } from './station-shape.ts';

/**
 * A station that a school describes in YAML (docs: `declareStation`). Issues carry the path of the value
 * that is wrong and a message that says what to write instead.
 */
export const StationSpec = StationShape.superRefine((spec, context) => {
  for (const issue of checkStation(spec)) context.addIssue({ code: 'custom', ...issue });
});
/** A checked station, defaults filled in. */
export type StationSpec = z.output<typeof StationSpec>;
/** A station as written: defaults may be left out. */
export type StationSpecInput = z.input<typeof StationSpec>;
