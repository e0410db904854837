import type { AlertBody, AlertView, Instant } from '@tizhi/contracts';
import type { Roster } from '../school/roster-cache.ts';

/** An alert with the name of whom it concerns. */
export function alertView(
  { body, clearedAt }: { readonly body: AlertBody; readonly clearedAt: Instant | null },
  { pupils, classes }: Roster,
): AlertView {
  const pupil = body.subject === null ? undefined : pupils.get(body.subject);
  return {
    ...body,
    name: pupil?.name ?? null,
    seat: pupil?.seat ?? null,
    className: (pupil === undefined ? undefined : classes.get(pupil.class))?.name ?? null,
    clearedAt,
  };
}
