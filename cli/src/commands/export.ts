import { DeviceId, OTHER_KINDS, type OtherKind, SchoolId, TizhiError } from '@tizhi/contracts';
import { openRecords, openTelemetry, type StorePlace } from '@tizhi/storage';
import { type Command, Option } from 'commander';
import type { z } from 'zod';
import { loadSettings } from '../config.ts';
import type { Output } from '../output.ts';
import { readingColumns, resultColumns, telemetryColumns } from './export-columns.ts';
import { type Destination, writeTable } from './export-file.ts';
import { type Columns, type ExportFormat, exportLines } from './export-lines.ts';
import { addNational } from './export-national.ts';
import { parseExportRange, type TimeRange } from './export-range.ts';

interface ExportOptions {
  readonly config?: string;
  readonly from?: string;
  readonly to?: string;
  readonly format: ExportFormat;
  readonly out?: string;
  readonly school?: string;
  readonly device?: readonly string[];
  readonly kind?: readonly OtherKind[];
}

/**
 * `tizhi export telemetry|readings|results`: streams a store to the screen or a file, also while `tizhi up` runs.
 * It only reads: where there is no store it says so and creates none. Nothing found is a heading and 0.
 */
export function addExport(program: Command, output: Output): void {
  const parent = program
    .command('export')
    .description('Write what is stored as CSV or JSON lines. 导出数据（CSV 或 JSON 行）。');

  withSharedOptions(
    parent
      .command('telemetry')
      .description('Heart-rate samples in order of time. 按时间顺序导出心率数据。')
      .option('--device <id...>', 'only these devices 只导出这些设备'),
  )
    .addHelpText('after', `\n${describeColumns(telemetryColumns)}`)
    .action(async (options: ExportOptions) => {
      const range = { ...rangeOf(options), ...devicesOf(options) };
      const telemetry = openTelemetry(placeOf(options));
      try {
        await write(exportLines(telemetry.heartRate(range), telemetryColumns, options.format), options);
      } finally {
        await telemetry.close();
      }
    });

  withSharedOptions(
    parent
      .command('readings')
      .description(
        'Everything else that devices told: oxygen, temperature, battery, waveforms. 导出其他读数：血氧、体温、电量、波形等。',
      )
      .option('--device <id...>', 'only these devices 只导出这些设备')
      .addOption(new Option('--kind <kind...>', 'only these kinds 只导出这些类别').choices(OTHER_KINDS)),
  )
    .addHelpText('after', `\n${describeColumns(readingColumns)}`)
    .action(async (options: ExportOptions) => {
      const range = { ...rangeOf(options), ...devicesOf(options), ...kindsOf(options) };
      const telemetry = openTelemetry(placeOf(options));
      try {
        await write(exportLines(telemetry.readings(range), readingColumns, options.format), options);
      } finally {
        await telemetry.close();
      }
    });

  withSharedOptions(
    parent
      .command('results')
      .description(
        'Test attempts with their scores, by pseudonym and without names. 导出测试成绩（仅含代号，不含姓名）。',
      ),
  )
    .addHelpText('after', `\n${describeColumns(resultColumns)}`)
    .action(async (options: ExportOptions) => {
      const range = rangeOf(options);
      const records = await openRecords(placeOf(options));
      try {
        await write(exportLines(records.results.between(range), resultColumns, options.format), options);
      } finally {
        await records.close();
      }
    });

  addNational(parent, output);

  const write = (lines: AsyncIterable<string>, { out }: ExportOptions): Promise<void> => {
    const destination: Destination = out === undefined ? { print: output.out } : { file: out };
    return writeTable(lines, destination);
  };
}

function withSharedOptions(command: Command): Command {
  return command
    .option('-c, --config <file>', 'settings file (default: tizhi.yaml if there is one) 配置文件')
    .option('--from <time>', 'first moment, ISO 8601 or epoch ms; default: the beginning 起始时间（含）')
    .option('--to <time>', 'moment after the last; default: the end 结束时间（不含）')
    .addOption(new Option('--format <format>', 'csv or json 格式').choices(['csv', 'json']).default('csv'))
    .option('--out <file>', 'write to this file instead of the screen 输出文件')
    .option('--school <id>', 'only this school 只导出该学校');
}

/** Where the stores are, by the same settings that `tizhi up` uses. */
function placeOf({ config }: ExportOptions): StorePlace {
  const { dataDir, influxUrl, postgresUrl } = loadSettings({ file: config });
  return { dataDir, influxUrl, postgresUrl, readOnly: true };
}

function rangeOf({ from, to, school }: ExportOptions): TimeRange & { school?: SchoolId } {
  const range = parseExportRange({ from, to });
  return school === undefined ? range : { ...range, school: parseId(SchoolId, school, '--school') };
}

const devicesOf = ({ device }: ExportOptions): { devices?: DeviceId[] } =>
  device === undefined ? {} : { devices: device.map((id) => parseId(DeviceId, id, '--device')) };

const kindsOf = ({ kind }: ExportOptions): { kinds?: readonly OtherKind[] } =>
  kind === undefined ? {} : { kinds: kind };

function parseId<S extends z.ZodType>(schema: S, text: string, option: string): z.output<S> {
  const parsed = schema.safeParse(text);
  if (parsed.success) return parsed.data;
  const problem = `${option} "${text}": ${parsed.error.issues[0]?.message}`;
  throw new TizhiError('TIZHI_USAGE', { problem, command: 'tizhi export' });
}

function describeColumns<Row>(columns: Columns<Row>): string {
  const width = Math.max(...columns.map(({ name }) => name.length));
  return [
    'Columns 列:',
    ...columns.map(({ name, note }) => `  ${name.padEnd(width)}  ${note}`),
    'An empty cell (JSON: null) is a value that was not given. 空值表示未提供。',
  ].join('\n');
}
