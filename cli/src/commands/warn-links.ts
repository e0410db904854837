import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { LinkedRow, type LinkRow, TizhiError } from '@tizhi/contracts';
import { CsvError, parse } from 'csv-parse/sync';

/** The person of a row; `undefined`: the links do not know it. */
export type PersonOf = (row: LinkRow) => string | undefined;

const HEADINGS = ['file', 'row', 'person'] as const;
const key = ({ file, row }: LinkRow): string => `${row} ${file}`;

/** Reads what `tizhi link --out` wrote. Throws where it is no such table. */
export function readLinks(file: string): PersonOf {
  const persons = new Map<string, string>();
  for (const [index, record] of records(file).entries()) {
    const parsed = LinkedRow.pick({ file: true, row: true, person: true }).safeParse({
      ...record,
      row: Number(record.row),
    });
    if (!parsed.success || parsed.data.person === '')
      throw noLinks(file, { en: `line ${index + 2} is no link`, zh: `第 ${index + 2} 行有误` });
    persons.set(key(parsed.data), parsed.data.person);
  }
  return (row) => persons.get(key(row));
}

function records(file: string): Record<string, string>[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const problem = code === 'ENOENT' ? 'there is no such file (文件不存在)' : code;
    throw new TizhiError('TIZHI_FILE_UNREADABLE', { file, problem }, { cause: error });
  }
  try {
    const all = parse(text, { columns: true, bom: true, skip_empty_lines: true }) as Record<string, string>[];
    const missing = HEADINGS.filter((name) => all.length === 0 || !(name in (all[0] ?? {})));
    if (missing.length === 0) return all;
    throw noLinks(file, { en: `it has no ${missing.join(', ')}`, zh: `缺少 ${missing.join('、')}` });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw noLinks(file, { en: `its CSV is broken: ${error.code}`, zh: 'CSV 格式有误' });
  }
}

const noLinks = (file: string, problem: { readonly zh: string; readonly en: string }): TizhiError =>
  new TizhiError('TIZHI_FILE_FORMAT', {
    file: basename(file),
    expected: 'table of links as tizhi link writes it (连接结果)',
    problem: `${problem.en} (${problem.zh})`,
  });
