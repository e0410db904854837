import { closeSync, existsSync, openSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, resolve } from 'node:path';
import { type City, DEFAULT_COHORTS, DEFAULT_LAST_SCHOOL_YEAR } from '@tizhi/analytics';
import { TizhiError } from '@tizhi/contracts';
import type { Command } from 'commander';
import { type CityRun, runCity } from '../city/run-city.ts';
import type { Output } from '../output.ts';
import { addGenerate } from './city-generate.ts';
import { MOST_PUPILS, seedOf, wholeNumber } from './city-options.ts';
import { cityLines, progressLine } from './city-text.ts';

/** A city of the size of Beijing's schools. */
const WHOLE_CITY = 1_900_000;
const MOST_WORKERS = 64;
const SAY_EVERY_S = 2;

/** `tizhi city run|generate`: a synthetic city, to see the analytics at scale. Nobody in it lives. */
export function addCity(program: Command, output: Output): void {
  const city = program
    .command('city')
    .description(
      'A synthetic city of pupils, for scale and calibration. 合成城市（虚拟学生），用于规模与校准检验。',
    );
  addRun(city, output);
  addGenerate(city, output);
}

interface RunOptions {
  readonly pupils: string;
  readonly seed: string;
  readonly workers?: string;
  readonly out?: string;
}

function addRun(parent: Command, output: Output): void {
  parent
    .command('run')
    .description(
      'Score, screen, follow and warn over grades 4, 6 and 8 of a whole synthetic city, streamed. 对整座合成城市的四、六、八年级评分、筛查、追踪和预警。',
    )
    .option('--pupils <n>', 'pupils, each with up to three tests 学生数', String(WHOLE_CITY))
    .option('--seed <n>', 'another number, another city 随机种子', '468')
    .option('--workers <n>', 'threads; default: one for each processor 线程数')
    .option('--out <file>', 'write the summary as JSON 汇总写入 JSON 文件')
    .action(async (options: RunOptions) => {
      const command = 'tizhi city run';
      const of = cityOf(options, command);
      const workers =
        options.workers === undefined
          ? Math.min(MOST_WORKERS, availableParallelism())
          : wholeNumber({
              option: '--workers',
              text: options.workers,
              least: 1,
              most: MOST_WORKERS,
              command,
            });
      const save = options.out === undefined ? undefined : summaryFile(options.out, command);
      let said = 0;
      const run = await runCity({
        city: of,
        workers,
        progress: ({ pupils, seconds }) => {
          if (seconds < said + SAY_EVERY_S) return;
          said = seconds;
          output.err(progressLine({ pupils, of: of.pupils, seconds }));
        },
      });
      save?.(run);
      for (const line of cityLines(run)) output.out(line);
    });
}

function cityOf(options: { readonly pupils: string; readonly seed: string }, command: string): City {
  return {
    pupils: wholeNumber({ option: '--pupils', text: options.pupils, least: 1, most: MOST_PUPILS, command }),
    seed: seedOf(options.seed, command),
    lastSchoolYear: DEFAULT_LAST_SCHOOL_YEAR,
    cohorts: DEFAULT_COHORTS,
  };
}

/** Sees that the file can be written before an hour of work, and writes it whole or not at all. */
function summaryFile(file: string, command: string): (run: CityRun) => void {
  const draft = `${file}.partial`;
  const usage = (error: unknown): TizhiError =>
    new TizhiError(
      'TIZHI_USAGE',
      { problem: `cannot write ${file}: ${error instanceof Error ? error.message : String(error)}`, command },
      { cause: error },
    );
  try {
    if (existsSync(file) && statSync(file).isDirectory()) throw new Error('it is a folder');
    if (!existsSync(dirname(resolve(file)))) throw new Error('its folder does not exist');
    closeSync(openSync(draft, 'w', 0o600));
    rmSync(draft);
  } catch (error) {
    throw usage(error);
  }
  return (run) => {
    try {
      writeFileSync(draft, `${JSON.stringify(run, null, 2)}\n`, { mode: 0o600 });
      renameSync(draft, file);
    } catch (error) {
      rmSync(draft, { force: true });
      throw usage(error);
    }
  };
}
