import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { LinkedRow, type LinkRow, systemProblem, TizhiError } from '@tizhi/contracts';
import { CsvError, parse } from 'csv-parse/sync';

/** The person of a row; `undefined`: the links do not know it. */
export type PersonOf = (row: LinkRow) => string | undefined;

const HEADINGS = ['file', 'row', 'person'] as const;
const Link = LinkedRow.pick({ file: true, row: true, person: true });
const key = ({ file, row }: LinkRow): string => `${row} ${file}`;

/** A link as the file says it, unchecked, and the line that it stands in. */
interface Written {
  readonly line: number;
  readonly link: unknown;
}

/** Reads what `tizhi link --out` wrote, as CSV or with `--json`. Throws where it is neither. */
export function readLinks(file: string): PersonOf {
  const persons = new Map<string, string>();
  const text = textOf(file);
  for (const { line, link } of text.startsWith('{') ? jsonLines(text) : csvRecords(file, text)) {
    const parsed = Link.safeParse(link);
    if (!parsed.success || parsed.data.person === '')
      throw noLinks(file, { en: `line ${line} is no link`, zh: `第 ${line} 行有误` });
    persons.set(key(parsed.data), parsed.data.person);
  }
  return (row) => persons.get(key(row));
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').trimStart(); // a byte order mark counts as space
  } catch (error) {
    throw new TizhiError('TIZHI_FILE_UNREADABLE', { file, ...systemProblem(error) }, { cause: error });
  }
}

const jsonLines = (text: string): Written[] =>
  text
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : [{ line: index + 1, link: jsonOf(line) }]));

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function csvRecords(file: string, text: string): Written[] {
  try {
    const all = parse(text, { columns: true, skip_empty_lines: true }) as Record<string, string>[];
    const missing = HEADINGS.filter((name) => all.length === 0 || !(name in (all[0] ?? {})));
    if (missing.length === 0)
      return all.map((record, index) => ({ line: index + 2, link: { ...record, row: Number(record.row) } }));
    throw noLinks(file, { en: `it has no ${missing.join(', ')}`, zh: `缺少 ${missing.join('、')}` });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw noLinks(file, { en: `its CSV is broken: ${error.code}`, zh: 'CSV 格式有误' });
  }
}

const noLinks = (file: string, problem: { readonly zh: string; readonly en: string }): TizhiError =>
  new TizhiError('TIZHI_FILE_FORMAT', {
    file: basename(file),
    expected: 'table of links as tizhi link writes it',
    expectedZh: '连接结果（tizhi link 的输出）',
    problem: problem.en,
    problemZh: problem.zh,
  });
