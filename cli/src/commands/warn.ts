import { findingsOf, trajectoryOf, WARNING_RULES } from '@tizhi/analytics';
import { TizhiError } from '@tizhi/contracts';
import type { Command } from 'commander';
import type { Output } from '../output.ts';
import { type Destination, writeTable } from './export-file.ts';
import { type FileHistory, type HistoriesRead, readHistories } from './warn-histories.ts';
import { readLinks } from './warn-links.ts';
import { type FoundAt, findingLines, ruleLines, SHOWN } from './warn-text.ts';

interface WarnOptions {
  readonly links?: string;
  readonly out?: string;
  readonly json?: boolean;
  readonly csv?: boolean;
  readonly trends?: boolean;
  readonly testedOn?: string;
  readonly rules?: boolean;
}

/** `tizhi warn FILE...`: what the early warning rules find at each pupil's latest test. */
export function addWarn(program: Command, output: Output): void {
  program
    .command('warn')
    .description(
      'Find early warnings in national reporting files of several grades and years. 从多个学年的国家上报文件中发现早期预警。',
    )
    .argument('[files...]', '.csv, .xlsx or .xls files of the national template with 学年 国家上报文件')
    .option(
      '--links <file>',
      'who is who, from tizhi link; default: exactly the same student number 连接结果（tizhi link 的输出）',
    )
    .option('--trends', 'also what is only a trend 同时列出趋势')
    .option(
      '--tested-on <MM-DD>',
      'the test day where a file has no 测试日期; without either no growth screening 测试日（月-日）',
    )
    .option('--out <file>', 'where the findings go; default: standard output 结果文件')
    .option('--json', 'one JSON object per finding 每行一个 JSON 对象')
    .option('--csv', 'CSV with a heading 输出 CSV')
    .option('--rules', 'print the rules with their measured precision 列出规则及准确率')
    .action(async (files: readonly string[], options: WarnOptions) => {
      if (options.rules === true) {
        if (options.json) for (const rule of WARNING_RULES) output.out(JSON.stringify(rule));
        else for (const line of ruleLines(WARNING_RULES)) output.out(line);
        return;
      }
      if (files.length === 0) throw usage('give at least one file, or --rules (请给出文件，或使用 --rules)');
      const form = formOf(options);
      const { testedOn } = options;
      if (testedOn !== undefined && !/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(testedOn))
        throw usage(`"${testedOn}" is not a day such as 10-15 (日期应为“月-日”，如 10-15)`);
      const personOf = options.links === undefined ? undefined : readLinks(options.links);
      const { histories, counts } = await readHistories({ files, personOf, testedOn });
      const tally = new Map<string, number>();
      await writeTable(
        findingLines(findingsIn(histories, { tally, trends: options.trends === true }), form),
        destinationOf(options.out, output),
      );
      const say = options.out === undefined ? output.err : output.out;
      for (const line of summaryOf({ histories, counts, tally })) say(line);
    });
}

/** Findings one pupil at a time, so that they are printed while others are still worked out. */
function* findingsIn(
  histories: readonly FileHistory[],
  { tally, trends }: { readonly tally: Map<string, number>; readonly trends: boolean },
): Iterable<FoundAt> {
  for (const { history, rows } of histories) {
    const at = rows.at(-1);
    if (at === undefined) continue;
    for (const finding of findingsOf({ trajectory: trajectoryOf(history), history })) {
      tally.set(finding.shownAs, (tally.get(finding.shownAs) ?? 0) + 1);
      if (trends || finding.shownAs === 'alarm') yield { finding, at };
    }
  }
}

function formOf({ json, csv }: WarnOptions): 'json' | 'csv' | 'table' {
  if (json && csv) throw usage('--json and --csv exclude one another (--json 与 --csv 只能选一个)');
  return json ? 'json' : csv ? 'csv' : 'table';
}

const destinationOf = (file: string | undefined, output: Output): Destination =>
  file === undefined ? { print: output.out } : { file };

function summaryOf({
  histories,
  counts,
  tally,
}: Pick<HistoriesRead, 'histories' | 'counts'> & { readonly tally: ReadonlyMap<string, number> }): string[] {
  const left = [
    [counts.unusable, '无年级或性别 without grade or sex'],
    [counts.doubled, '同一学年有多次测试 several tests of one school year'],
    [counts.unlinked, '连接结果中没有 not in the links'],
  ] as const;
  return [
    `测试 Tests: ${counts.rows}, 学生 pupils: ${histories.length}`,
    `  ${SHOWN.alarm}: ${tally.get('alarm') ?? 0}, ${SHOWN.trend}: ${tally.get('trend') ?? 0}`,
    ...left.flatMap(([count, why]) => (count === 0 ? [] : [`  ${count} 行 rows: ${why}`])),
  ];
}

const usage = (problem: string): TizhiError =>
  new TizhiError('TIZHI_USAGE', { problem, command: 'tizhi warn' });
