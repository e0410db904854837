import type { Grade } from '@tizhi/contracts';
import { GRADE_CODES_ALLOWED, type GradeReader, gradeCodeOf } from '../grade-code.ts';
import type { Bilingual } from '../item-cell.ts';
import { isBlank, plainText } from '../text.ts';
import { classInTitles, className, gradeInName } from './class-name.ts';
import { PERSON_ALLOWED, readClassCode } from './person-cell.ts';
import type { RosterClass, RosterOptions } from './roster.ts';
import type { RowCells } from './row-cells.ts';

/** What a sheet says of the class of all its rows. */
export interface ClassContext {
  readonly sheet: string;
  readonly titles: readonly string[];
  readonly gradeOf: GradeReader;
  readonly options: Pick<RosterOptions, 'grade' | 'className'>;
}

/** The class as far as it is known. `problem`: nothing in the file says it, and no cell is to blame. */
export interface ClassOfRow {
  readonly grade: Grade | null;
  readonly class: Omit<RosterClass, 'key'> | null;
  readonly problem?: 'no_grade' | 'no_class';
}

const GRADE_ALLOWED: Bilingual = { zh: GRADE_CODES_ALLOWED, en: GRADE_CODES_ALLOWED };

/**
 * The class of a row: an option of the caller, else the row's own cells, else the titles above the headings,
 * else the sheet's name where it is a class (8年级1班).
 */
export function classOfRow(row: RowCells, context: ClassContext): ClassOfRow {
  const name = nameOf(row, context);
  const code = row.take('classCode', readClassCode, { allowed: PERSON_ALLOWED.classCode }) ?? null;
  const named = name ?? code;
  const grade = gradeOf(row, context, named ?? '');
  if (grade === undefined) return { grade: null, class: null, problem: 'no_grade' };
  if (name === undefined && code === null && !row.has('classCode'))
    return { grade, class: null, problem: 'no_class' };
  if (grade === null || named === null || named === undefined) return { grade, class: null };
  const gradeCode = gradeCodeOf(grade, row.has('grade') ? row.cell('grade') : null);
  return { grade, class: { grade, gradeCode, code, name: named } };
}

/** `null`: the cell is wrong. `undefined`: nothing says it. */
function nameOf(row: RowCells, { sheet, titles, options }: ClassContext): string | null | undefined {
  if (options.className !== undefined) return options.className;
  if (row.has('className')) {
    const name = className(row.cell('className'));
    if (name !== '' && name.length <= 50) return name;
    row.refuse(
      'className',
      { zh: name === '' ? '未填写' : '太长', en: name === '' ? 'is missing' : 'is too long' },
      PERSON_ALLOWED.className,
    );
    return null;
  }
  return classInTitles(titles) ?? (/班/.test(sheet) ? className(sheet) : undefined);
}

/** `null`: the cell is wrong. `undefined`: nothing says it. */
function gradeOf(row: RowCells, context: ClassContext, name: string): Grade | null | undefined {
  const { options, sheet, titles } = context;
  if (options.grade !== undefined) return options.grade;
  if (!row.has('grade'))
    return [name, ...titles, sheet].map(gradeInName).find((grade) => grade !== undefined);
  const cell = row.cell('grade');
  const grade = context.gradeOf(cell);
  if (grade !== undefined) return grade;
  const problem = isBlank(cell) ? { zh: '未填写', en: 'is missing' } : { zh: '无法识别', en: 'is not known' };
  row.refuse('grade', problem, GRADE_ALLOWED);
  return null;
}

/** The class name says another grade than the row's: one of the two is a slip. */
export function gradeDiffers({ grade, class: of }: ClassOfRow): boolean {
  const said = of === null ? undefined : gradeInName(plainText(of.name));
  return grade !== null && said !== undefined && said !== grade;
}
