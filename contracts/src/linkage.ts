import { z } from 'zod';
import { internal, personal } from './data-class.ts';
import { AccountId, Instant } from './ids.ts';

/** Linkage of one pupil's tests across schools and grades. */

/** `auto`: linked without a person. `review`: two thresholds disagree, a person decides. `single`: nothing fits. */
export const LinkStatus = z.enum(['auto', 'review', 'single']);
export type LinkStatus = z.infer<typeof LinkStatus>;

/** A row of a national file: which file, which row as a person counts it in the sheet (the heading is 1). */
export const LinkRow = z.object({
  file: internal(z.string().min(1)),
  row: internal(z.int().min(1)),
});
export type LinkRow = z.infer<typeof LinkRow>;

/** One output row of `tizhi link` per input row. */
export const LinkedRow = z.object({
  ...LinkRow.shape,
  /** A pseudonym; the rows of one person share it. */
  person: personal(z.string()),
  /** Chance that the row belongs to that person, 0-1. */
  probability: internal(z.number().min(0).max(1)),
  status: internal(LinkStatus),
});
export type LinkedRow = z.infer<typeof LinkedRow>;

/** How one field of two rows compares, for the person who reviews. */
export const FieldAgreement = z.object({
  field: internal(z.enum(['number', 'name', 'birth_date', 'sex', 'school', 'class'])),
  agreement: internal(z.string()),
  /** log2 of the likelihood ratio: evidence for (+) or against (-) the same person. */
  weight: internal(z.number()),
});
export type FieldAgreement = z.infer<typeof FieldAgreement>;

/** Two persons that may be one. */
export const LinkCandidate = z.object({
  a: LinkRow,
  b: LinkRow,
  probability: internal(z.number().min(0).max(1)),
  fields: z.array(FieldAgreement),
});
export type LinkCandidate = z.infer<typeof LinkCandidate>;

/** A person's decision on who is one; later ones stand over earlier ones, none is ever removed. */
export const LinkDecision = z.discriminatedUnion('kind', [
  z.object({ kind: internal(z.literal('merge')), a: LinkRow, b: LinkRow }),
  z.object({ kind: internal(z.literal('unmerge')), a: LinkRow, b: LinkRow }),
]);
export type LinkDecision = z.infer<typeof LinkDecision>;

export const LinkEntry = z.object({
  entry: internal(z.int().min(1)),
  at: internal(Instant),
  account: internal(AccountId.nullable()),
  decision: LinkDecision,
  reason: personal(z.string().max(500)),
});
export type LinkEntry = z.infer<typeof LinkEntry>;
