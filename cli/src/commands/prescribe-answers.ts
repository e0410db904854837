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
  if (!columns.includes('row')) throw bad(file, { en: 'it has no column "row"', zh: '缺少“row”列' });
  const answers = new Map<number, HealthAnswers>();
  for (const [index, cells] of rows.entries()) {
    if (cells.every((cell) => textOf(cell) === '')) continue;
    const line = index + 2;
    const row = Number(textOf(cells[columns.indexOf('row')]));
    if (!Number.isInteger(row) || row < 1)
      throw bad(file, {
        en: `row ${line}: "row" is no row number`,
        zh: `第 ${line} 行：“row”列不是有效行号`,
      });
    if (answers.has(row))
      throw bad(file, { en: `row ${line}: row ${row} comes twice`, zh: `第 ${line} 行：行号 ${row} 重复` });
    const given: Record<string, boolean> = {};
    for (const [column, key] of columns.entries()) {
      const text = textOf(cells[column]).toLowerCase();
      if (key === 'row' || key === '' || text === '') continue;
      if (!YES.has(text) && !NO.has(text))
        throw bad(file, {
          en: `row ${line}, ${key}: "${text}" is neither yes nor no`,
          zh: `第 ${line} 行 ${key}：“${text}”无法识别，请填 是 或 否`,
        });
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
  throw bad(file, {
    en: `"${heading}" is no question; tizhi prescribe --questions lists them`,
    zh: `没有问题“${heading}”，请用 tizhi prescribe --questions 查看`,
  });
}

const textOf = (cell: unknown): string => String(cell ?? '').trim();

const bad = (file: string, problem: { readonly zh: string; readonly en: string }): TizhiError =>
  new TizhiError('TIZHI_FILE_FORMAT', {
    file: basename(file),
    expected: 'file of answers',
    expectedZh: '健康问卷文件',
    problem: problem.en,
    problemZh: problem.zh,
  });
