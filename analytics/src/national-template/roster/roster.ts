import type { Grade, ItemKey, Sex } from '@tizhi/contracts';
import type { TemplateCells } from '../columns.ts';
import type { MissingState } from '../item-cell.ts';
import type { Vision } from '../vision.ts';
import type { RosterError } from './roster-error.ts';

/** One sheet of a file, all its cells from row 1 on; a CSV file is one sheet, its name empty. */
export interface RosterSheet {
  readonly name: string;
  readonly cells: TemplateCells;
}

export interface RosterOptions {
  /** Today in China, ISO date: nobody is born later. */
  readonly today: string;
  /** For every row, whatever the file says of grades. */
  readonly grade?: Grade;
  /** For every row, whatever the file says of classes. */
  readonly className?: string;
  /**
   * Takes a student number (学籍号) from a number cell. By default that is an error: the spreadsheet drops
   * leading zeros and digits past the 15th, and the file does not show what was lost.
   */
  readonly numberCells?: 'refuse' | 'accept';
}

/** A class of the file: pupils with the same grade, class number and class name. */
export interface RosterClass {
  /** Names the class within this reading. */
  readonly key: string;
  readonly grade: Grade;
  /** 年级编号 as national files write it (`22`); `null` for a university year that the file does not tell. */
  readonly gradeCode: string | null;
  /** 班级编号; `null` where the file has none. */
  readonly code: string | null;
  readonly name: string;
}

/** A pupil of the file; made only where no cell of the row is wrong. */
export interface RosterPupil {
  readonly sheet: string;
  /** Row of the sheet, the first being 1. */
  readonly row: number;
  /** Where the student number stands, such as `D7`. */
  readonly cell: string;
  /** `key` of the class. */
  readonly class: string;
  /** 座号; by the file's order within the class where no column says it. */
  readonly seat: number;
  readonly name: string;
  readonly studentNumber: string;
  readonly sex: Sex;
  /** ISO date. */
  readonly birthDate: string;
  /** 民族代码 without leading zeros (`1`). */
  readonly nationality: string | null;
  readonly address: string | null;
  /** Card or bib (卡号); `undefined` where the file has no such column. */
  readonly tag: string | null | undefined;
  /** Results that stand in the file, in each item's unit, and why others do not. */
  readonly values: { readonly [item in ItemKey]?: number };
  readonly states: { readonly [item in ItemKey]?: MissingState };
  readonly vision: Vision | null;
}

export interface RosterReading {
  readonly classes: readonly RosterClass[];
  readonly pupils: readonly RosterPupil[];
  /** What must be put right before anything may be imported, in the file's order. */
  readonly errors: readonly RosterError[];
  /** What a person should look at; it stops nothing. */
  readonly warnings: readonly RosterError[];
  /** Sheets without any roster heading, passed over (instructions, notes). */
  readonly passedOver: readonly string[];
}
