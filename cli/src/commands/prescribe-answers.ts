import { basename } from 'node:path';
import { HEALTH_QUESTIONS } from '@tizhi/analytics';
import { type CalendarDay, HealthAnswers, TizhiError } from '@tizhi/contracts';
import { readSheets } from './read-sheets.ts';

const YES = new Set(['yes', 'y', 'true', '1', '是', '有']);
const NO = new Set(['no', 'n', 'false', '0', '否', '无']);
const ROW_HEADINGS = new Set(['row', '行']);

/**
 * Parents' answers by row of the national file: a sheet with a column `row` (行) and one for each question's
 * key. A cell is yes or no (是/否, 1/0); an empty one is an open question. Throws `TIZHI_FILE_FORMAT` for the
 * first cell that is neither, for a heading that is no question and for a row that comes twice.
 */
export async function readAnswers(
  file: string,
  answeredOn: CalendarDay,
): Promise<ReadonlyMap<number, HealthAnswers>> {
  const [sheet] = await readSheets(file);
  const [headings = [], ...rows] = sheet?.cells ?? [];
  const columns = headings.map((cell) => keyOf(file, textOf(cell)));
  if (!columns.includes('row')) throw bad(file, 'it has no column "row" (缺少“row”列)');
  const answers = new Map<number, HealthAnswers>();
  for (const [index, cells] of rows.entries()) {
    if (cells.every((cell) => textOf(cell) === '')) continue;
    const at = `row ${index + 2} (第 ${index + 2} 行)`;
    const row = Number(textOf(cells[columns.indexOf('row')]));
    if (!Number.isInteger(row) || row < 1) throw bad(file, `${at}: "row" is no row number (行号无效)`);
    if (answers.has(row)) throw bad(file, `${at}: row ${row} comes twice (行号重复)`);
    const given: Record<string, boolean> = {};
    for (const [column, key] of columns.entries()) {
      const text = textOf(cells[column]).toLowerCase();
      if (key === 'row' || key === '' || text === '') continue;
      if (!YES.has(text) && !NO.has(text))
        throw bad(file, `${at}, ${key}: "${text}" is neither yes nor no (请填 是 或 否)`);
      given[key] = YES.has(text);
    }
    answers.set(row, HealthAnswers.parse({ answeredOn, answers: given }));
  }
  return answers;
}

function keyOf(file: string, heading: string): string {
  if (heading === '') return '';
  if (ROW_HEADINGS.has(heading.toLowerCase())) return 'row';
  if (HEALTH_QUESTIONS.some(({ key }) => key === heading)) return heading;
  throw bad(
    file,
    `"${heading}" is no question; tizhi prescribe --questions lists them (没有这个问题，请用 --questions 查看)`,
  );
}

const textOf = (cell: unknown): string => String(cell ?? '').trim();

const bad = (file: string, problem: string): TizhiError =>
  new TizhiError('TIZHI_FILE_FORMAT', {
    file: basename(file),
    expected: 'file of answers (健康问卷)',
    problem,
  });
