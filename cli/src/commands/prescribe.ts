import { DRILLS, HEALTH_QUESTIONS, prescribe, type TemplateRow } from '@tizhi/analytics';
import {
  type FitnessHistory,
  type HealthAnswers,
  type Prescription,
  type ProblemWords,
  SchoolYear,
  SubjectId,
  TizhiError,
} from '@tizhi/contracts';
import type { Command } from 'commander';
import type { Output } from '../output.ts';
import { readAnswers } from './prescribe-answers.ts';
import { drillLines, prescriptionLines, questionLines } from './prescribe-text.ts';
import { openTemplate } from './score.ts';

interface Options {
  readonly answers?: string;
  readonly year?: string;
  readonly sheet?: string;
  readonly json?: boolean;
  readonly drills?: boolean;
  readonly questions?: boolean;
}

/** `tizhi prescribe FILE`: an exercise prescription for each pupil of a national reporting file. */
export function addPrescribe(program: Command, output: Output): void {
  program
    .command('prescribe')
    .description(
      'Exercise prescriptions (FITT-VP) for the pupils of a national reporting file: drafts for a teacher, no medical decision. 按上报文件生成运动处方草稿，供教师审核。',
    )
    .argument('[file]', 'a .csv, .xlsx or .xls file with the headings of the national template 国家上报模板')
    .option(
      '--answers <file>',
      'parents\' answers: a sheet with a column "row" and one for each question; without it every pupil is to be asked first 家长健康问卷',
    )
    .option('--year <year>', 'first calendar year of the school year; default: this one 学年')
    .option('--sheet <name>', 'the sheet to read; default: the first with usable headings 工作表名称')
    .option('--json', 'one JSON object per data row, in order 每行一个 JSON 对象')
    .option('--drills', 'list the library of drills 列出动作库')
    .option('--questions', 'list the questions to a parent with their keys 列出健康问卷')
    .action(async (file: string | undefined, options: Options) => {
      if (options.drills || options.questions) {
        const [objects, lines] = options.drills ? [DRILLS, drillLines] : [HEALTH_QUESTIONS, questionLines];
        if (options.json) for (const each of objects) output.out(JSON.stringify(each));
        else for (const line of lines()) output.out(line);
        return;
      }
      if (file === undefined)
        throw usage({
          problem: 'name a file, or ask for --drills or --questions',
          problemZh: '请指定文件，或用 --drills、--questions',
        });
      await prescribeFile(file, options, output);
    });
}

async function prescribeFile(file: string, options: Options, output: Output): Promise<void> {
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const schoolYear = schoolYearOf(options.year, today);
  const { rows: read, notRead } = await openTemplate(file, options.sheet);
  const rows = [...read];
  const answers = options.answers === undefined ? null : await readAnswers(options.answers, today);
  const stray = [...(answers?.keys() ?? [])].find((row) => !rows.some((each) => each.row === row));
  if (stray !== undefined)
    throw new TizhiError('TIZHI_FILE_FORMAT', {
      file: options.answers ?? '',
      expected: 'file of answers',
      expectedZh: '健康问卷文件',
      problem: `no pupil stands in row ${stray} of the national file`,
      problemZh: `上报文件第 ${stray} 行没有学生`,
    });
  const made = rows.map((row) => ({ row, prescription: prescribeRow(row, { schoolYear, answers }) }));
  if (options.json)
    for (const { row, prescription } of made)
      output.out(JSON.stringify({ row: row.row, prescription, errors: row.errors }));
  else for (const line of textOf(made)) output.out(line);
  if (notRead.length > 0)
    output.err(`Sheets not read (use --sheet) 未读取的工作表（可用 --sheet 指定）: ${notRead.join(', ')}`);
  if (made.length > 0 && made.every(({ row }) => row.grade === null || row.sex === null))
    throw new TizhiError('TIZHI_NOTHING_SCORED', { rows: made.length });
}

function prescribeRow(
  { row, grade, sex, values, states }: TemplateRow,
  of: { schoolYear: SchoolYear; answers: ReadonlyMap<number, HealthAnswers> | null },
): Prescription {
  const subject = SubjectId.parse(`row-${row}`);
  const history: FitnessHistory = {
    subject,
    tests:
      grade === null || sex === null
        ? []
        : [
            {
              schoolYear: of.schoolYear,
              grade,
              sex,
              ageMonths: null,
              testedOn: null,
              values,
              notMeasured: states,
              bloodPressure: null,
              source: 'import',
            },
          ],
  };
  return prescribe({ history, answers: of.answers?.get(row) ?? null });
}

function* textOf(
  made: readonly { readonly row: TemplateRow; readonly prescription: Prescription }[],
): Iterable<string> {
  for (const { row, prescription } of made) {
    yield* prescriptionLines(row, prescription);
    for (const { zh, en } of row.errors) yield* [`    ! ${zh}`, `      ${en}`];
  }
  const count = (kind: Prescription['kind']): number =>
    made.filter(({ prescription }) => prescription.kind === kind).length;
  yield '';
  yield `学生 Pupils: ${made.length}   处方草稿 plans: ${count('plan')}   先问或转诊 asked or referred: ${count('refer')}   无 none: ${count('none')}`;
  yield '仅供教师和家长参考，不是医疗决定；教师确认后学生才能看到。';
  yield 'Advice for teacher and parent, not a medical decision; a teacher confirms before a pupil sees it.';
}

/** The school year that runs on a day (`YYYY-MM-DD`): it begins in September. */
function schoolYearOf(asked: string | undefined, today: string): SchoolYear {
  if (asked === undefined) return Number(today.slice(0, 4)) - (Number(today.slice(5, 7)) < 9 ? 1 : 0);
  const year = SchoolYear.safeParse(Number(asked));
  if (!year.success)
    throw usage({
      problem: `--year "${asked}" is no school year; write such as 2026`,
      problemZh: `--year“${asked}”不是学年，请写如 2026`,
    });
  return year.data;
}

const usage = (words: ProblemWords): TizhiError =>
  new TizhiError('TIZHI_USAGE', { ...words, command: 'tizhi prescribe' });
