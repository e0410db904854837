import { basename } from 'node:path';
import { type RosterOptions, type RosterSheet, readRoster } from '@tizhi/analytics';
import { dateInChina, importRoster, refuseLongRoster } from '@tizhi/api';
import { Grade, TizhiError } from '@tizhi/contracts';
import type { Command } from 'commander';
import { pino } from 'pino';
import { loadSettings } from '../config.ts';
import type { Output } from '../output.ts';
import { otherSchoolsLine } from '../run/other-schools.ts';
import { openStoresOf } from '../run/roles.ts';
import { schoolNameOf } from '../run/school-name.ts';
import { readSheets } from './read-sheets.ts';
import { findingLines, jsonOfFindings, jsonOfReport, reportLines } from './roster-text.ts';

interface ImportOptions {
  readonly config?: string;
  readonly preview?: boolean;
  readonly grade?: string;
  readonly class?: string;
  readonly acceptNumberCells?: boolean;
  readonly json?: boolean;
}

/** `tizhi roster import FILE`: takes pupils and classes over from a school's file, all of it or nothing. */
export function addRoster(program: Command, output: Output): void {
  program
    .command('roster')
    .description('Pupils and classes. 学生与班级名册。')
    .command('import <file>')
    .description(
      'Take pupils and classes over from an .xls, .xlsx or .csv file: all of it, or nothing while one cell is wrong. 导入学生名册：有一处错误则全部不导入。',
    )
    .option('--preview', 'show what would change and change nothing 只预览，不导入')
    .option('--grade <grade>', `for every row: ${Grade.options.join(', ')} 指定年级`)
    .option('--class <name>', 'for every row: the class name 指定班级名称')
    .option(
      '--accept-number-cells',
      'take student numbers from number cells: nothing was lost in them 接受数字单元格中的学籍号',
    )
    .option('--json', 'one JSON object, without names 输出 JSON（不含姓名）')
    .option('-c, --config <file>', 'settings file 配置文件')
    .action(async (file: string, options: ImportOptions) => {
      const sheets = await rosterSheets(file);
      refuseLongRoster(file, sheets);
      const reading = readRoster(sheets, rosterOptions(options));
      if (reading.errors.length > 0) {
        output.out(
          options.json
            ? JSON.stringify({ imported: false, ...jsonOfFindings(reading) })
            : findingLines(reading).join('\n'),
        );
        throw new TizhiError('TIZHI_ROSTER_REFUSED', { file: basename(file), errors: reading.errors.length });
      }
      const settings = loadSettings({ file: options.config });
      const stores = await openStoresOf({ settings, log: pino({ level: 'silent' }) });
      try {
        const hint = await otherSchoolsLine(stores.records, settings);
        if (hint !== undefined) output.err(hint);
        const report = await importRoster(stores.records, {
          reading,
          school: { school: settings.school, name: await schoolNameOf(stores.records, settings) },
          preview: options.preview === true,
          at: Date.now(),
        });
        output.out(options.json ? JSON.stringify(jsonOfReport(report)) : reportLines(report).join('\n'));
      } finally {
        await stores.close();
      }
    });
}

/** The sheets of a file as the roster's reader takes them. */
export const rosterSheets = async (file: string): Promise<RosterSheet[]> =>
  (await readSheets(file)).map(({ name, cells }) => ({ name: name ?? '', cells }));

function rosterOptions(options: ImportOptions): RosterOptions {
  const grade = options.grade === undefined ? undefined : Grade.safeParse(options.grade);
  if (grade?.success === false)
    throw new TizhiError('TIZHI_USAGE', {
      problem: `"${options.grade}" is not a grade (${Grade.options.join(', ')})`,
      command: 'tizhi roster import',
    });
  return {
    today: dateInChina(Date.now()),
    numberCells: options.acceptNumberCells ? 'accept' : 'refuse',
    ...(grade === undefined ? {} : { grade: grade.data }),
    ...(options.class === undefined ? {} : { className: options.class }),
  };
}
