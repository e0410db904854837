import type { TemplateCells } from '@tizhi/analytics';
import { CsvError, parse } from 'csv-parse/sync';
import { MAX_ROWS, tooManyRows, unusable } from './sheet-file.ts';

/** Longest record of a CSV file, in characters: an unclosed quote would otherwise swallow the rest. */
export const MAX_RECORD_CHARACTERS = 100_000;

/** The cells of a CSV text: comma, tab or semicolon; UTF-8, UTF-16 with its mark, or GB18030. */
export const csvCells = (file: string, bytes: Buffer): TemplateCells => cellsOf(file, decode(file, bytes));

const UTF_16_MARKS: ReadonlyMap<string, string> = new Map([
  ['\xff\xfe', 'utf-16le'],
  ['\xfe\xff', 'utf-16be'],
]);

function decode(file: string, bytes: Buffer): string {
  const marked = UTF_16_MARKS.get(bytes.toString('latin1', 0, 2));
  for (const encoding of marked ? [marked] : ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Not this encoding: GB18030 is what Chinese Excel writes where the bytes are not UTF-8.
    }
  }
  throw unusable(file, { zh: '文字编码无法识别', en: 'its text is neither UTF-8 nor GB18030' });
}

function cellsOf(file: string, text: string): TemplateCells {
  try {
    const records = parse(text, {
      delimiter: delimiterOf(text),
      relax_quotes: true, // 3'45" stands unquoted in many exports
      relax_column_count: true,
      max_record_size: MAX_RECORD_CHARACTERS,
      to: MAX_ROWS + 1,
    });
    if (records.length > MAX_ROWS) throw tooManyRows(file);
    return records;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = 'lines' in error ? ` ${String(error.lines)}` : '';
    throw unusable(file, {
      zh: `第${line} 行附近的 CSV 格式有误`,
      en: `its CSV is broken near line${line}: ${error.code}`,
    });
  }
}

/** The delimiter that occurs most in the first line that has any. */
function delimiterOf(text: string): string {
  const delimiters = [',', '\t', ';'];
  for (const line of text.slice(0, MAX_RECORD_CHARACTERS).split(/\r?\n/)) {
    const counted = delimiters.map((delimiter) => ({ delimiter, count: line.split(delimiter).length - 1 }));
    const best = counted.reduce((a, b) => (b.count > a.count ? b : a));
    if (best.count > 0) return best.delimiter;
  }
  return ',';
}
