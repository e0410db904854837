import { warningRule } from '@tizhi/analytics';
import type { Finding, LinkRow, WarningRule } from '@tizhi/contracts';
import { csvCell } from './export-lines.ts';
import { padded } from './text-width.ts';

/** A finding with the row of the test that it is about. */
export interface FoundAt {
  readonly finding: Finding;
  readonly at: LinkRow;
}

export type Form = 'table' | 'json' | 'csv';

const SEVERITIES = { critical: '紧急 critical', warning: '预警 warning', info: '提示 info' } as const;
export const SHOWN = { alarm: '预警 alarm', trend: '趋势 trend' } as const;
const COLUMNS = [
  'file',
  'row',
  'person',
  'school_year',
  'rule',
  'version',
  'severity',
  'shown_as',
  'text_zh',
  'text_en',
];

export async function* findingLines(found: Iterable<FoundAt>, form: Form): AsyncGenerator<string> {
  if (form === 'csv') yield COLUMNS.join(',');
  for (const one of found) yield LINES[form](one);
}

const LINES: Readonly<Record<Form, (found: FoundAt) => string>> = {
  json: ({ finding, at }) => JSON.stringify({ ...at, ...finding }),
  csv: ({ finding, at }) => {
    const { subject, schoolYear, rule, ruleVersion, severity, shownAs, evidence } = finding;
    return [
      ...[at.file, at.row, subject, schoolYear, rule, ruleVersion, severity, shownAs],
      ...[evidence.text.zh, evidence.text.en],
    ]
      .map(csvCell)
      .join(',');
  },
  table: ({ finding, at }) => {
    const { subject, schoolYear, severity, evidence } = finding;
    const rule = warningRule(finding.rule);
    const where = `${at.file}:${at.row} ${subject} ${schoolYear}`;
    return [
      `${SEVERITIES[severity]}  ${rule?.title.zh ?? finding.rule} ${rule?.title.en ?? ''}  ${where}`,
      `    ${evidence.text.zh}`,
      `    ${evidence.text.en}`,
    ].join('\n');
  },
};

const HEAD = ['规则 Rule', '形式 Shown as', '级别 Severity', '准确率 Precision', '可见 Seen by'] as const;
const WIDTHS = [26, 14, 16, 16, 0] as const;

/** The rules as a table for people; the precision is of synthetic cohorts. */
export function ruleLines(rules: readonly WarningRule[]): string[] {
  const row = (cells: readonly string[]): string =>
    cells
      .map((cell, n) => padded(cell, WIDTHS[n] ?? 0))
      .join('')
      .trimEnd();
  return [
    row(HEAD),
    ...rules.flatMap(({ id, version, title, shownAs, severity, precision, sees }) => [
      row([`${id} v${version}`, SHOWN[shownAs], SEVERITIES[severity], shareOf(precision), sees.join(', ')]),
      `    ${title.zh} ${title.en}`,
    ]),
    '',
    '准确率：合成队列中下次测试仍证实的比例 Precision: share of findings that the next test bore out, on synthetic cohorts',
  ];
}

const shareOf = (share: number | null): string => (share === null ? '-' : `${Math.round(share * 100)} %`);
