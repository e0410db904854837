import type { Bilingual } from '../item-cell.ts';
import type { Cell } from '../text.ts';
import type { MayBeEmpty } from './national-export.ts';

/** A cell ready to be written, or why it cannot be; `empty`: somebody may say that this is all right. */
export type ExportCell =
  | { readonly kind: 'cell'; readonly cell: Cell }
  | { readonly kind: 'problem'; readonly problem: Bilingual; readonly allowed: Bilingual }
  | { readonly kind: 'empty'; readonly of: MayBeEmpty; readonly allowed: Bilingual };

export const filled = (value: Cell): ExportCell => ({ kind: 'cell', cell: value });

export const refuse = (problem: Bilingual, allowed: Bilingual): ExportCell => ({
  kind: 'problem',
  problem,
  allowed,
});

export const MISSING: Bilingual = { zh: '未填写', en: 'is missing' };
export const WRONG: Bilingual = { zh: '格式不对', en: 'has the wrong form' };
