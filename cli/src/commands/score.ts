import type { Readable } from 'node:stream';
import {
  type ItemScore,
  type PupilScore,
  readNationalTemplate,
  STANDARD_VERSION,
  scorePupil,
  type Template,
  type TemplateRow,
} from '@tizhi/analytics';
import { TizhiError } from '@tizhi/contracts';
import type { Command } from 'commander';
import type { Output } from '../output.ts';
import { readSheets } from './read-sheets.ts';
import { streamedBlocks } from './score-stream.ts';
import { scoreTable } from './score-table.ts';
import { type Sheet, unusable } from './sheet-file.ts';

/** `tizhi score FILE`: scores a national reporting file by the 2014 standard. */
export function addScore(program: Command, output: Output): void {
  program
    .command('score')
    .description(
      'Score a national reporting file by the 2014 student fitness standard. 按《国家学生体质健康标准（2014年修订）》评分。',
    )
    .argument(
      '<file>',
      'a .csv, .xlsx or .xls file with the headings of the national template 国家上报模板; "-": CSV of any length from standard input, totals only 从标准输入逐行读取',
    )
    .option('--json', 'one JSON object per data row, in order 每行一个 JSON 对象')
    .option('--sheet <name>', 'the sheet to score; default: the first with usable headings 工作表名称')
    .action(async (file: string, options: { json?: boolean; sheet?: string }) => {
      if (file === '-') {
        await scoreStream(process.stdin, output, options.json === true);
        return;
      }
      const { rows: read, notRead } = await openTemplate(file, options.sheet);
      const rows = [...read];
      if (options.json) {
        for (const row of rows) output.out(JSON.stringify(jsonOf(row, scoreOf(row))));
      } else {
        const table = scoreTable();
        output.out(table.heading());
        for (const row of rows) for (const line of table.lines(row, scoreOf(row))) output.out(line);
        for (const line of table.summary()) output.out(line);
      }
      if (notRead.length > 0)
        output.err(
          `Sheets not scored (use --sheet) 未评分的工作表（可用 --sheet 指定）: ${notRead.join(', ')}`,
        );
      if (rows.length > 0 && rows.every(isHopeless))
        throw new TizhiError('TIZHI_NOTHING_SCORED', { rows: rows.length });
    });
}

/** Scores what comes, piece by piece: memory does not grow with the number of pupils. */
export async function scoreStream(input: Readable, output: Output, json: boolean): Promise<void> {
  const table = scoreTable();
  let rows = 0;
  let hopeless = 0;
  for await (const block of streamedBlocks(input)) {
    const lines: string[] = [];
    for (const row of block) {
      const score = scoreOf(row);
      rows += 1;
      if (row.errors.length > 0 && (score?.total ?? null) === null) hopeless += 1;
      if (json) lines.push(JSON.stringify(jsonOf(row, score)));
      else table.count(row, score);
    }
    if (json) output.out(lines.join('\n'));
    await output.drained?.();
  }
  if (!json) for (const line of table.summary()) output.out(line);
  if (rows > 0 && rows === hopeless) throw new TizhiError('TIZHI_NOTHING_SCORED', { rows });
}

export interface OpenTemplate {
  readonly rows: Iterable<TemplateRow>;
  /** Names of further sheets that hold a template too. */
  readonly notRead: readonly string[];
}

/** The rows of the first sheet with usable headings, or of the named one. */
export async function openTemplate(file: string, sheetName: string | undefined): Promise<OpenTemplate> {
  const all = await readSheets(file);
  const sheets = sheetName === undefined ? all : all.filter(({ name }) => name === sheetName);
  if (sheets.length === 0) {
    const known = all.map(({ name }) => name ?? '').join(', ');
    throw new TizhiError('TIZHI_NOT_FOUND', { what: `sheet 工作表 "${sheetName}" (${known})` });
  }
  const templates = sheets.map((sheet) => ({ sheet, template: readNationalTemplate(sheet.cells) }));
  const usable = templates.flatMap(({ sheet, template }) =>
    isUsable(template) ? [{ sheet, template }] : [],
  );
  const [first, ...others] = usable;
  if (first !== undefined)
    return { rows: first.template.rows, notRead: others.map(({ sheet }) => nameOf(sheet)) };
  // The sheet that came nearest explains best: an empty one says least.
  const problems = templates.flatMap(({ template }) => (isUsable(template) ? [] : [template.problem]));
  const problem = problems.find(({ en }) => en !== 'it is empty') ?? problems[0];
  throw unusable(file, problem ?? { zh: '没有工作表', en: 'it has no sheet' });
}

type UsableTemplate = Extract<Template, { kind: 'template' }>;
const isUsable = (template: Template): template is UsableTemplate => template.kind === 'template';
const nameOf = (sheet: Sheet): string => sheet.name ?? '';

/** `null` where grade or sex is unknown: no table applies. */
function scoreOf({ grade, sex, values }: TemplateRow): PupilScore | null {
  return grade === null || sex === null ? null : scorePupil({ grade, sex, values });
}

/** An error that does not touch the total (an item of the other sex) is no reason to fail. */
const isHopeless = (row: TemplateRow): boolean =>
  row.errors.length > 0 && (scoreOf(row)?.total ?? null) === null;

function jsonOf(row: TemplateRow, score: PupilScore | null): object {
  return {
    row: row.row,
    grade: row.grade,
    sex: row.sex,
    items: Object.fromEntries(
      Object.entries(score?.items ?? {}).map(([item, scored]) => [item, pointsOf(scored)]),
    ),
    standardScore: score?.standardScore ?? null,
    bonus: score?.bonus ?? null,
    total: score?.total ?? null,
    level: score?.level ?? null,
    missing: score?.missing ?? [],
    errors: row.errors,
    standardVersion: STANDARD_VERSION,
  };
}

const pointsOf = ({ value, score, level, bonus }: ItemScore): object => ({ value, score, level, bonus });
