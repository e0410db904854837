import { LINK_FIELDS, type LinkCounts, type UnusedEntry } from '@tizhi/analytics';
import type { LinkCandidate, LinkedRow } from '@tizhi/contracts';
import { csvCell } from './export-lines.ts';
import type { LinkKey } from './link-key.ts';

interface Form {
  readonly json?: boolean;
}

export async function* rowLines(links: readonly LinkedRow[], { json }: Form): AsyncGenerator<string> {
  if (!json) yield 'file,row,person,probability,status';
  for (const link of links) {
    const probability = Number(link.probability.toFixed(6));
    yield json
      ? JSON.stringify({ ...link, probability })
      : [link.file, link.row, link.person, probability, link.status].map(csvCell).join(',');
  }
}

export async function* reviewLines(pairs: readonly LinkCandidate[], { json }: Form): AsyncGenerator<string> {
  if (!json)
    yield [
      'file_a,row_a,file_b,row_b,probability',
      ...LINK_FIELDS.flatMap((field) => [field, `${field}_weight`]),
    ].join(',');
  for (const { a, b, probability, fields } of pairs) {
    const rounded = fields.map(({ weight, ...field }) => ({ ...field, weight: Number(weight.toFixed(2)) }));
    const chance = Number(probability.toFixed(6));
    yield json
      ? JSON.stringify({ a, b, probability: chance, fields: rounded })
      : [
          ...[a.file, a.row, b.file, b.row, chance],
          ...rounded.flatMap(({ agreement, weight }) => [agreement, weight]),
        ]
          .map(csvCell)
          .join(',');
  }
}

export function summaryLines(of: {
  readonly links: readonly LinkedRow[];
  readonly counts: LinkCounts;
  readonly unused: readonly UnusedEntry[];
  readonly key: LinkKey;
}): readonly string[] {
  const { links, counts, unused, key } = of;
  const count = (status: LinkedRow['status']) => links.filter((link) => link.status === status).length;
  return [
    `行 Rows: ${links.length}, 学生 persons: ${new Set(links.map(({ person }) => person)).size}`,
    `  自动 auto: ${count('auto')}, 待复核 review: ${count('review')}, 单独 single: ${count('single')}`,
    `  连接 links: ${counts.byNumber} 按学籍号 by number, ${counts.byEvidence} 按其他信息 by other evidence`,
    ...(counts.clashes === 0
      ? []
      : [
          `  ${counts.clashes} 个可能的连接因同一学年已有测试而未做 likely links not made: the person has a test of that occasion`,
        ]),
    ...(counts.boundedBlocks === 0
      ? []
      : [
          `  ${counts.boundedBlocks} 个过大的分组（${counts.boundedRows} 行）只比较了一部分 blocks too large, compared in part (rows in them)`,
        ]),
    ...unused.map(({ entry, reason }) => `  决定 decision ${entry}: ${UNUSED[reason]}`),
    ...(key.fresh
      ? [
          '  未给密钥：每次运行的学生代号都不同 no key given (TIZHI_LINK_KEY): the persons’ pseudonyms are of this run only',
        ]
      : []),
  ];
}

const UNUSED: Readonly<Record<UnusedEntry['reason'], string>> = {
  unknown_row: '没有这一行 there is no such row',
  clash: '同一学年会有两次测试，未采用 not done: two tests of one occasion',
  no_effect: '没有变化 nothing to change',
};
