import { foldLinks, linkRows, ROW_STATUS } from '@tizhi/analytics';
import { type LinkCandidate, type LinkedRow, TizhiError } from '@tizhi/contracts';
import type { Command } from 'commander';
import type { Output } from '../output.ts';
import { type Destination, writeTable } from './export-file.ts';
import { readDecisions } from './link-decisions.ts';
import { readLinkFiles } from './link-files.ts';
import { linkKey, pseudonyms } from './link-key.ts';
import { reviewLines, rowLines, summaryLines } from './link-text.ts';

interface LinkOptions {
  readonly out?: string;
  readonly json?: boolean;
  readonly review?: string;
  readonly decisions?: string;
  readonly keyFile?: string;
}

/** `tizhi link FILE... --out links.csv`: which rows of several schools, grades and years are one pupil. */
export function addLink(program: Command, output: Output): void {
  program
    .command('link')
    .description(
      'Find the rows of one pupil in national reporting files of several schools, grades and years. 把同一名学生在不同学校、年级、学年的测试连接起来。',
    )
    .argument(
      '[files...]',
      '.csv, .xlsx or .xls files of the national template, best with 学校名称 and 学年 国家上报文件',
    )
    .option('--out <file>', 'where the links go; default: standard output 结果文件')
    .option('--json', 'one JSON object per row instead of CSV 每行一个 JSON 对象')
    .option('--review <file>', 'also write the pairs that somebody should look at, field by field 待复核清单')
    .option('--decisions <file>', 'merges and un-merges that people decided, a JSON object per line 人工决定')
    .option(
      '--key-file <file>',
      'the secret that student numbers and pseudonyms are made with (or TIZHI_LINK_KEY); default: a new one each time 密钥文件',
    )
    .action(async (files: readonly string[], options: LinkOptions) => {
      if (files.length === 0)
        throw new TizhiError('TIZHI_USAGE', {
          problem: 'give at least one file',
          problemZh: '请给出至少一个文件',
          command: 'tizhi link',
        });
      const key = linkKey(options.keyFile);
      const entries = options.decisions === undefined ? [] : readDecisions(options.decisions);
      const { places, columns, occasions } = await readLinkFiles(files, key);
      const linkage = linkRows(columns);
      const personOf = pseudonyms({ key, columns, places, person: linkage.person });
      const engine = Array.from(linkage.person, (person, row): LinkedRow => {
        const status = ROW_STATUS[linkage.status[row] ?? 0] ?? 'single';
        return {
          ...places.at(row),
          person: personOf(person),
          probability: linkage.probability[row] ?? 1,
          status,
        };
      });
      const occasionAt = new Map(engine.map(({ file, row }, n) => [`${row} ${file}`, occasions.at(n)]));
      const { links, unused } = foldLinks(engine, entries, {
        occasionOf: ({ file, row }) => occasionAt.get(`${row} ${file}`),
      });
      await writeTable(rowLines(links, options), destinationOf(options.out, output));
      if (options.review !== undefined) {
        const candidates = linkage.review
          .filter(({ a, b }) => links[a]?.person !== links[b]?.person)
          .map(
            ({ a, b, probability }): LinkCandidate => ({
              a: places.at(a),
              b: places.at(b),
              probability,
              fields: [...linkage.explain(a, b)],
            }),
          );
        await writeTable(reviewLines(candidates, options), { file: options.review });
      }
      const say = options.out === undefined ? output.err : output.out;
      for (const line of summaryLines({ links, counts: linkage.counts, unused, key })) say(line);
    });
}

const destinationOf = (file: string | undefined, output: Output): Destination =>
  file === undefined ? { print: output.out } : { file };
