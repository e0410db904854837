import {
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import type { CityFiles } from '@tizhi/analytics';
import { systemCodeOf, systemProblem, TizhiError } from '@tizhi/contracts';
import type { Command } from 'commander';
import { SCHOOLS_FOLDER, TRUTH_FILE, writeCity } from '../city/city-files.ts';
import type { Output } from '../output.ts';
import { makeFolder } from '../run/make-folder.ts';
import { MOST_PUPILS, seedOf, wholeNumber } from './city-options.ts';

const COMMAND = 'tizhi city generate';
/** Grades 4, 6 and 8 of the oldest cohort: 2020, 2022 and 2024. */
const FIRST_YEAR = 2020;

interface GenerateOptions {
  readonly out: string;
  readonly pupils: string;
  readonly seed: string;
  readonly cohorts: string;
  readonly errors: string;
}

/** `tizhi city generate`: the files of a synthetic city, and the truth about them. */
export function addGenerate(parent: Command, output: Output): void {
  parent
    .command('generate')
    .description(
      'Write the national files of a synthetic city, one for each school and year, and who each row really is. 生成合成城市的国家上报文件及真值表。',
    )
    .requiredOption('--out <folder>', 'a new or empty folder 新的或空的文件夹')
    .option('--pupils <n>', 'pupils, each with up to three tests 学生数', '6000')
    .option('--seed <n>', 'another number, another city 随机种子', '468')
    .option('--cohorts <n>', 'neighbouring years of birth 届数', '1')
    .option(
      '--errors <share>',
      'share of rows with an error in who they are about, 0-1 身份信息出错的比例',
      '0.03',
    )
    .action((options: GenerateOptions) => {
      const city = filesOf(options);
      const folder = resolve(options.out);
      checkEmpty(folder, options.out);
      const draft = `${folder}.partial`;
      if (existsSync(draft))
        throw usage(`${options.out}.partial is left of a run that was stopped; remove it`);
      makeFolder(draft, '--out');
      try {
        mkdirSync(join(draft, SCHOOLS_FOLDER), { mode: 0o700 });
        const written = writeCity({
          city,
          folder: draft,
          progress: (rows) => output.err(`${rows.toLocaleString('en')} 行 rows`),
        });
        writeFileSync(
          join(draft, 'city.json'),
          `${JSON.stringify({ synthetic: true, ...city, ...written }, null, 2)}\n`,
          {
            mode: 0o600,
          },
        );
        if (existsSync(folder)) rmdirSync(folder);
        renameSync(draft, folder);
        output.out(
          [
            `${options.out}: 合成城市，人物均为虚构 a synthetic city; nobody in it lives`,
            `${written.pupils} 名学生 pupils, ${written.rows} 行 rows, ${written.files} 个文件 files (${SCHOOLS_FOLDER}/), ${written.rowsWithErrors} 行有错 rows with errors`,
            `真值 The truth: ${TRUTH_FILE}`,
          ].join('\n'),
        );
      } catch (error) {
        rmSync(draft, { recursive: true, force: true });
        throw systemCodeOf(error) === undefined ? error : unwritable(folder, error);
      }
    });
}

function filesOf(options: GenerateOptions): CityFiles {
  const errors = Number(options.errors);
  if (!/^\d*\.?\d+$/.test(options.errors) || errors > 1)
    throw usage(`--errors takes a number from 0 to 1, not "${options.errors}"`);
  const number = (option: string, text: string, most: number): number =>
    wholeNumber({ option, text, least: 1, most, command: COMMAND });
  return {
    pupils: number('--pupils', options.pupils, MOST_PUPILS),
    seed: seedOf(options.seed, COMMAND),
    cohorts: number('--cohorts', options.cohorts, 20),
    firstYear: FIRST_YEAR,
    errors,
  };
}

function checkEmpty(folder: string, named: string): void {
  if (!existsSync(folder)) return;
  if (!statSync(folder).isDirectory()) throw usage(`${named} is a file, not a folder`);
  if (readdirSync(folder).length > 0) throw usage(`${named} is not empty`);
}

const unwritable = (folder: string, cause: unknown): TizhiError =>
  new TizhiError('TIZHI_FOLDER_UNUSABLE', { folder, setting: '--out', ...systemProblem(cause) }, { cause });
const usage = (problem: string): TizhiError => new TizhiError('TIZHI_USAGE', { problem, command: COMMAND });
