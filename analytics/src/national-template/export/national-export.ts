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
  /** District variant only: 身份证号, 生源地. */
  readonly idNumber?: string | null;
  readonly origin?: string | null;
  /** Official results, in each item's unit. */
  readonly values: { readonly [item in ItemKey]?: number };
  /** Why a result is missing. Without a state a missing result is a problem. */
  readonly states: { readonly [item in ItemKey]?: MissingState };
  readonly vision?: Vision | null;
}

export interface ExportOptions {
  /** `national`: the fixed template. `district`: with school name, 身份证号 and 生源地, and its own item names. */
  readonly variant: 'national' | 'district';
  /** Which vision columns stand at the end. `none`: none do. */
  readonly vision: 'none' | 'before_2021' | 'since_2021';
  /** 学校名称, of the district variant. */
  readonly schoolName?: string;
  /** A missing result with a state: an empty cell, as the upload takes it, or the word (免测, 缓测, 缺考). */
  readonly states: 'empty' | 'words';
}

/** Something that the national system would refuse. */
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

/** Nothing is written while there is a problem. */
export type NationalExport =
  | ({ readonly kind: 'written' } & ExportTable)
  | { readonly kind: 'refused'; readonly problems: readonly ExportProblem[] };

/** How an export differs from the one before, by student number. Rows count from 1, the headings being row 1. */
export interface ExportDifferences {
  readonly added: readonly { readonly key: string; readonly row: number }[];
  readonly removed: readonly { readonly key: string; readonly row: number }[];
  readonly changed: readonly {
    readonly key: string;
    /** Of the current export. */
    readonly cell: string;
    readonly column: string;
    readonly before: string;
    readonly after: string;
  }[];
  /** Columns that only one of the two has. */
  readonly columnsAdded: readonly string[];
  readonly columnsRemoved: readonly string[];
}
