import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { TizhiError } from '@tizhi/contracts';

/** Columns of numbers; a cell that holds none is NaN. */
export interface Table {
  readonly file: string;
  /** In lower case; empty where the file has no heading. */
  readonly names: readonly string[];
  readonly columns: readonly Float64Array[];
  readonly rows: number;
}

/** Largest file that is read, bytes after unpacking: a day of ECG at 1,000 Hz is far less than this. */
const LARGEST = 512 * 1024 * 1024;

export const unusableHeart = (
  file: string,
  problem: { readonly en: string; readonly zh: string },
): TizhiError =>
  new TizhiError('TIZHI_FILE_FORMAT', {
    file: basename(file),
    expected: 'heart recording (心率记录)',
    problem: `${problem.en} (${problem.zh})`,
  });

/** Reads a .csv or .csv.gz of numbers, with or without one line of headings; comma, semicolon or tab. */
export function readTable(file: string): Table {
  const lines = textOf(file)
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const first = lines[0];
  if (first === undefined) throw unusableHeart(file, { en: 'it is empty', zh: '文件为空' });
  const delimiter = ['\t', ';', ','].find((mark) => first.includes(mark)) ?? ',';
  const head = first.split(delimiter).map((cell) => cell.trim().replaceAll('"', ''));
  const headed = head.some((cell) => cell !== '' && !Number.isFinite(Number(cell)));
  const body = headed ? lines.slice(1) : lines;
  const columns = head.map(() => new Float64Array(body.length).fill(Number.NaN));
  for (const [n, line] of body.entries()) {
    const cells = line.split(delimiter);
    for (const [c, column] of columns.entries()) {
      const cell = cells[c]?.trim() ?? '';
      if (cell !== '') column[n] = Number(cell);
    }
  }
  if (!columns.some((column) => column.some((v) => Number.isFinite(v))))
    throw unusableHeart(file, { en: 'it holds no numbers', zh: '没有数值' });
  return { file, names: headed ? head.map((name) => name.toLowerCase()) : [], columns, rows: body.length };
}

function textOf(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new TizhiError('TIZHI_FILE_UNREADABLE', {
      file,
      problem: (error as NodeJS.ErrnoException).code ?? '',
    });
  }
  const packed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  try {
    const plain = packed ? gunzipSync(bytes, { maxOutputLength: LARGEST }) : bytes;
    return new TextDecoder('utf-8', { fatal: true }).decode(plain);
  } catch {
    throw unusableHeart(
      file,
      packed
        ? { en: 'it is broken or too large to unpack', zh: '压缩文件损坏或过大' }
        : { en: 'it is not text in UTF-8', zh: '不是 UTF-8 文本' },
    );
  }
}

/** The first column whose name fits, in the order of the patterns. */
export function columnNamed(
  { names, columns }: Table,
  patterns: readonly RegExp[],
): Float64Array | undefined {
  for (const pattern of patterns) {
    const at = names.findIndex((name) => pattern.test(name));
    if (at >= 0) return columns[at];
  }
  return undefined;
}

const TIME_MS = /^(t|time|timer|timestamp)_?(ms|msec|millis\w*)$|^ms$/;
const TIME_S = /^(t|time|timestamp|elapsed|seconds?|sec)(_?(s|sec|seconds?))?$/;

/** The time column in seconds; undefined: there is none. */
export function timesOf(table: Table): Float64Array | undefined {
  const ms = columnNamed(table, [TIME_MS]);
  if (ms !== undefined) return ms.map((v) => v / 1000);
  return columnNamed(table, [TIME_S]);
}

/** Columns that hold no time: what a file without usable headings is read from. */
export const notTime = ({ names, columns }: Table): Float64Array[] =>
  columns.filter((_, n) => !TIME_MS.test(names[n] ?? '') && !TIME_S.test(names[n] ?? ''));
