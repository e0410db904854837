import type { Grade, ItemKey, Sex } from '@tizhi/contracts';
import type { Bilingual, MissingState } from '../item-cell.ts';
import type { Cell } from '../text.ts';
import type { Vision } from '../vision.ts';

/** A pupil as a row of the national file wants her. */
export interface ExportPupil {
  readonly grade: Grade;
  /** 年级编号 (41-44) of a university pupil, which the grade does not tell; `null` up to grade 12. */
  readonly gradeCode: string | null;
  readonly classCode: string | null;
  readonly className: string;
  readonly studentNumber: string;
  readonly nationality: string | null;
  readonly name: string;
  readonly sex: Sex;
  /** ISO date. */
  readonly birthDate: string;
  readonly address: string | null;
  /** Of the district and university variants: 身份证号; 生源地 or 学生来源. Written as given. */
  readonly idNumber?: string | null;
  readonly origin?: string | null;
  /** Official results, in each item's unit. */
  readonly values: { readonly [item in ItemKey]?: number };
  /** Why a result is missing. Without a state a missing result is a problem. */
  readonly states: { readonly [item in ItemKey]?: MissingState };
  readonly vision: Vision | null;
}

/** Cells that may stay empty where the school says so; every other empty cell needs its state. */
export const MAY_BE_EMPTY = ['classCode', 'nationality', 'address', 'idNumber', 'origin', 'vision'] as const;
export type MayBeEmpty = (typeof MAY_BE_EMPTY)[number];

export const EXPORT_VARIANTS = ['national', 'district', 'university'] as const;
export const VISION_VARIANTS = ['none', 'before_2021', 'since_2021'] as const;

export interface ExportOptions {
  /**
   * `national`: the fixed template. `district`: with school name, 身份证号 and 生源地 and its own item names.
   * `university`: its own order of items.
   */
  readonly variant: (typeof EXPORT_VARIANTS)[number];
  /** Which vision columns stand at the end (the university sheet has none). */
  readonly vision: (typeof VISION_VARIANTS)[number];
  /** 学校名称, of the district variant. */
  readonly schoolName?: string;
  /** A missing result with a state: an empty cell, as the upload takes it, or the word (免测, 缓测, 缺考). */
  readonly states: 'empty' | 'words';
  readonly allowEmpty: readonly MayBeEmpty[];
  /** Today in China, ISO date: nobody is born later. */
  readonly today: string;
}

/** Something that the national system would refuse, or an empty cell that somebody should know of. */
export interface ExportProblem {
  /** Which of the given pupils, from 0. */
  readonly pupil: number;
  /** Where the cell would stand, such as `J7`. */
  readonly cell: string;
  readonly column: string;
  readonly problem: Bilingual;
  readonly allowed: Bilingual;
}

/** The file's contents: text cells for codes, numbers and times (`3'45"`), number cells for measurements. */
export interface ExportTable {
  readonly headings: readonly string[];
  readonly cells: readonly (readonly Cell[])[];
}

/** Nothing is written while there is a problem. `notices`: cells that were allowed to be empty. */
export type NationalExport =
  | ({ readonly kind: 'written'; readonly notices: readonly ExportProblem[] } & ExportTable)
  | { readonly kind: 'refused'; readonly problems: readonly ExportProblem[] };
