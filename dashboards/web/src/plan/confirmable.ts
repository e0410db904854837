import type { PrescriptionId, PrescriptionRow, SubjectId } from '@tizhi/contracts';

/** Drafts that a teacher may confirm together: a plan, with nobody to ask first. */
export const withoutCaution = (rows: readonly PrescriptionRow[]): readonly PrescriptionId[] =>
  rows.flatMap(({ draft, state }) =>
    draft !== null && draft.state === 'draft' && draft.content.kind === 'plan' && state === 'draft'
      ? [draft.prescription]
      : [],
  );

/** Pupils for whom nothing was made yet. */
export const withoutAnything = (rows: readonly PrescriptionRow[]): readonly SubjectId[] =>
  rows.flatMap(({ pupil, draft, plan }) => (draft === null && plan === null ? [pupil.subject] : []));
