import { z } from 'zod';
import { internal, personal } from './data-class.ts';
import { LinkCandidate, LinkDecision, LinkEntry, LinkedRow } from './linkage.ts';

/** The HTTP messages of the linkage of national files. Nothing of the files is kept. */

/** Files and rows that one request takes; more is the command line's (`tizhi link`). */
export const MAX_LINK_FILES = 20;
export const MAX_LINK_ROWS_AT_ONCE = 50_000;
/** Pairs for review that are listed, the likeliest first. */
export const MAX_LINK_REVIEW = 500;

/** `POST /api/link` */
export const LinkRequest = z.object({
  files: z
    .array(
      z.object({
        name: personal(z.string().min(1).max(200)),
        /** The file's bytes in base64. */
        bytes: personal(z.base64()),
      }),
    )
    .min(1)
    .max(MAX_LINK_FILES),
});
export type LinkRequest = z.infer<typeof LinkRequest>;

export const LinkReport = z.object({
  /** One for each row, in the files' order. */
  rows: z.array(LinkedRow),
  /** Pairs that a person decides, but for those that somebody has decided. */
  review: z.array(LinkCandidate),
  reviewCount: internal(z.int().min(0)),
  counts: z.object({
    rows: internal(z.int().min(0)),
    persons: internal(z.int().min(0)),
    auto: internal(z.int().min(0)),
    review: internal(z.int().min(0)),
    single: internal(z.int().min(0)),
  }),
  /** Decisions that changed nothing in these files, and why. */
  unused: z.array(
    z.object({
      entry: internal(z.int().min(1)),
      reason: internal(z.enum(['unknown_row', 'clash', 'no_effect'])),
    }),
  ),
});
export type LinkReport = z.infer<typeof LinkReport>;

/** `POST /api/link/decisions` */
export const LinkDecisionRequest = z.object({
  /** The client's own id: sent twice, it is stored once. */
  request: internal(z.uuid()),
  decision: LinkDecision,
  reason: personal(z.string().trim().min(1).max(500)),
});
export const LinkDecisionResponse = z.object({ entry: LinkEntry, repeated: internal(z.boolean()) });
export type LinkDecisionResponse = z.infer<typeof LinkDecisionResponse>;

/** `GET /api/link/decisions`, in order. */
export const LinkDecisionList = z.object({ entries: z.array(LinkEntry) });
export type LinkDecisionList = z.infer<typeof LinkDecisionList>;
