import {
  EXPORT_VARIANTS,
  type ExportOptions,
  MAY_BE_EMPTY,
  type MayBeEmpty,
  VISION_VARIANTS,
  writeNationalTemplate,
} from '@tizhi/analytics';
import {
  dateInChina,
  differencesOf,
  keptOf,
  type NationalScope,
  nationalData,
  readKept,
  sightsOf,
} from '@tizhi/api';
import { TestDayId, TizhiError } from '@tizhi/contracts';
import type { RecordStore } from '@tizhi/storage';
import { type Command, Option } from 'commander';
import { pino } from 'pino';
import { loadSettings, type Settings } from '../config.ts';
import type { Output } from '../output.ts';
import { openStoresOf } from '../run/roles.ts';
import { schoolNameOf } from '../run/school-name.ts';
import { accountOf } from './account-named.ts';
import { writeBytes } from './export-file.ts';
import { exportBytes } from './export-workbook.ts';
import { differenceLines, noticeLines, problemLines } from './national-text.ts';

interface NationalOptions {
  readonly config?: string;
  readonly testday?: string;
  readonly year?: string;
  readonly class: readonly string[];
  readonly out: string;
  readonly as?: string;
  readonly variant: ExportOptions['variant'];
  readonly vision: ExportOptions['vision'];
  readonly states: ExportOptions['states'];
  readonly allowEmpty: readonly MayBeEmpty[];
}

/** `tizhi export national`: official results as the file that the national system takes, or nothing. */
export function addNational(parent: Command, output: Output): void {
  parent
    .command('national')
    .description(
      'Official results as the national reporting file; nothing while one cell would be refused. 导出国家上报模板；有一处不合规则不导出。',
    )
    .requiredOption('--out <file>', '.xls (for old validators), .xlsx or .csv 输出文件')
    .option('--testday <id>', 'of one test day 某个体测日')
    .option('--year <year>', 'of a school year, by its first calendar year 学年（起始年份）')
    .option('--class <id or name...>', 'only these classes 只导出这些班级', [])
    .addOption(choice('--variant <kind>', 'headings and order 表头版本', EXPORT_VARIANTS).default('national'))
    .addOption(choice('--vision <kind>', 'vision columns 视力列', VISION_VARIANTS).default('since_2021'))
    .addOption(
      choice('--states <how>', 'a missing result with its reason 缺测', ['empty', 'words']).default('empty'),
    )
    .addOption(
      choice('--allow-empty <columns...>', 'columns that may be empty 允许为空的列', MAY_BE_EMPTY).default([
        'vision',
      ]),
    )
    .option('--as <username>', 'the account that gets the file 操作账号')
    .option('-c, --config <file>', 'settings file 配置文件')
    .action(async (options: NationalOptions) => {
      const settings = loadSettings({ file: options.config });
      const scope = scopeOf(options, settings);
      exportBytes(options.out, { headings: [], cells: [] }); // an unusable name is said before anything is read
      const stores = await openStoresOf({ settings, log: pino({ level: 'silent' }) });
      try {
        await exportNational(stores.records, { options, scope, settings, output });
      } finally {
        await stores.close();
      }
    });
}

const choice = (flags: string, what: string, choices: readonly string[]): Option =>
  new Option(flags, what).choices(choices);

/** Checks, writes the file, and says what is different from the last one of the same scope. */
async function exportNational(
  records: RecordStore,
  of: {
    readonly options: NationalOptions;
    readonly scope: NationalScope;
    readonly settings: Settings;
    readonly output: Output;
  },
): Promise<void> {
  const { options, scope, settings, output } = of;
  const now = Date.now();
  const account = await accountOf(records, options.as);
  const data = await nationalData(records, scope);
  const made = writeNationalTemplate(
    data.pupils.map(({ row }) => row),
    { ...options, schoolName: await schoolNameOf(records, settings), today: dateInChina(now) },
  );
  if (made.kind === 'refused') {
    output.out(problemLines(made.problems, data.pupils).join('\n'));
    throw new TizhiError('TIZHI_EXPORT_REFUSED', { problems: made.problems.length });
  }
  await writeBytes(options.out, exportBytes(options.out, made));
  await records.testDays.noteSeen(data.shown.flatMap((shown) => sightsOf({ at: now, account, ...shown })));
  const { year, testDay } = data;
  const place = { school: settings.school, year, testDay };
  const last = readKept((await records.testDays.lastExport(place))?.rows);
  const kept = keptOf(made, data);
  await records.testDays.saveExport({
    ...place,
    at: now,
    account,
    rows: JSON.stringify({ ...last, ...kept }),
  });
  output.out(
    [
      `${options.out}: ${made.cells.length} 名学生 pupils`,
      ...noticeLines(made.notices),
      ...(last === undefined
        ? ['没有上次导出可比较 There is no earlier export to compare with']
        : differenceLines(differencesOf(last, kept), made, data.pupils)),
    ].join('\n'),
  );
}

function scopeOf({ testday, year, class: classes }: NationalOptions, { school }: Settings): NationalScope {
  if ((testday === undefined) === (year === undefined)) throw usage('give either --testday or --year');
  if (year !== undefined) {
    if (!/^20\d\d$/.test(year)) throw usage(`--year "${year}" is no year`);
    return { school, of: { year: Number(year) }, classes };
  }
  const id = TestDayId.safeParse(testday);
  if (!id.success) throw usage(`--testday "${testday}": ${id.error.issues[0]?.message}`);
  return { school, of: { testDay: id.data }, classes };
}

const usage = (problem: string): TizhiError =>
  new TizhiError('TIZHI_USAGE', { problem, command: 'tizhi export national' });
