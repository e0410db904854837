import { basename } from 'node:path';
import type { RosterSheet } from '@tizhi/analytics';
import { TizhiError } from '@tizhi/contracts';

/** Most rows of one roster file that hold anything, titles and headings included: blank formatted rows do not count. The largest schools have some 10,000 pupils. */
export const MAX_ROSTER_ROWS = 20_000;

/**
 * Every row is checked and compared with the school's roster in one go: of a far larger file that would stop the
 * whole server for many seconds. Throws `TIZHI_FILE_FORMAT` before a row is looked at.
 */
export function refuseLongRoster(file: string, sheets: readonly RosterSheet[]): void {
  let rows = 0;
  for (const { cells } of sheets) for (const row of cells) if (row.some(isFilled)) rows += 1;
  if (rows <= MAX_ROSTER_ROWS) return;
  throw new TizhiError('TIZHI_FILE_FORMAT', {
    file: basename(file),
    expected: 'roster',
    expectedZh: '学生名册',
    problem: `it has ${rows} rows, more than ${MAX_ROSTER_ROWS}: split it by grade or class and import the parts one after the other`,
    problemZh: `共有 ${rows} 行，超过 ${MAX_ROSTER_ROWS} 行：请按年级或班级拆分后分别导入`,
  });
}

const isFilled = (cell: unknown): boolean => cell !== null && cell !== '';
