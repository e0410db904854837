import type { LinkField } from './levels.ts';
import type { LinkModel } from './model.ts';

/** From this chance on a link needs nobody; from the lower one on somebody is asked. */
export interface LinkThresholds {
  readonly auto: number;
  readonly review: number;
}
export const LINK_THRESHOLDS: LinkThresholds = { auto: 0.98, review: 0.2 };

/** Largest number of rows that one linkage takes. */
export const MAX_LINK_ROWS = 4_000_000;

export const ROW_STATUS = ['single', 'review', 'auto'] as const;

/** Two rows that may be one person, for whoever decides. */
export interface ReviewPair {
  readonly a: number;
  readonly b: number;
  readonly probability: number;
}

export interface Linkage {
  /** The first row of each row's person. */
  readonly person: Int32Array;
  /** Chance that the row is rightly where it is: with its person's rows, or alone. */
  readonly probability: Float32Array;
  /** Index into {@link ROW_STATUS}. */
  readonly status: Uint8Array;
  /** Strongest first. */
  readonly review: readonly ReviewPair[];
  readonly model: LinkModel;
  readonly counts: LinkCounts;
  /** The fields of two rows: level and weight in bits. */
  readonly explain: (a: number, b: number) => readonly FieldEvidence[];
}

export interface FieldEvidence {
  readonly field: LinkField;
  readonly agreement: string;
  readonly weight: number;
}

export interface LinkCounts {
  readonly rows: number;
  readonly persons: number;
  /** Links that rest on the student number, and those that do not. */
  readonly byNumber: number;
  readonly byEvidence: number;
  readonly comparedPairs: number;
  /** Blocks larger than the bound, and the rows in them: not all their pairs were compared. */
  readonly boundedBlocks: number;
  readonly boundedRows: number;
  /** Likely links that were not made because the person already has a row of that occasion. */
  readonly clashes: number;
}
