import type { Readable } from 'node:stream';
import { type Cell, readNationalTemplate, type TemplateRow } from '@tizhi/analytics';
import { CsvError, parse } from 'csv-parse';
import { MAX_RECORD_CHARACTERS } from './sheet-csv.ts';
import { unusable } from './sheet-file.ts';

/** Rows held at a time, however long the file is. */
const BLOCK_ROWS = 2_000;
const INPUT = '-';

/**
 * A national reporting file as CSV in UTF-8, comma between, headings in its first row, read in pieces: for a
 * district or a city. The grade must be a code (年级编号): what a bare number means is only clear from all rows.
 * Throws `TIZHI_FILE_FORMAT` where the text is no such file.
 */
export async function* streamedBlocks(
  input: Readable,
): AsyncGenerator<readonly TemplateRow[], void, undefined> {
  const records = input.pipe(
    parse({
      bom: true,
      relax_quotes: true, // 3'45" stands unquoted in many exports
      relax_column_count: true,
      max_record_size: MAX_RECORD_CHARACTERS,
    }),
  );
  // What the reader of the other end throws ends this one too.
  input.on('error', (error) => records.destroy(error));
  let headings: readonly Cell[] | undefined;
  let block: (readonly Cell[])[] = [];
  let before = 0;
  try {
    for await (const record of records as AsyncIterable<readonly Cell[]>) {
      if (headings === undefined) {
        headings = checked(record);
        continue;
      }
      block.push(record);
      if (block.length < BLOCK_ROWS) continue;
      yield rowsOf(headings, block, before);
      before += block.length;
      block = [];
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw unusable(INPUT, { zh: `CSV 格式有误：${error.code}`, en: `its CSV is broken: ${error.code}` });
  }
  if (headings === undefined) throw unusable(INPUT, { zh: '是空的', en: 'it is empty' });
  if (block.length > 0) yield rowsOf(headings, block, before);
}

function checked(headings: readonly Cell[]): readonly Cell[] {
  const template = readNationalTemplate([headings]);
  if (template.kind === 'unusable') throw unusable(INPUT, template.problem);
  const hasCode = headings.some((heading) => /年级(编号|代码|编码)|grade ?code/i.test(String(heading ?? '')));
  if (hasCode) return headings;
  throw unusable(INPUT, {
    zh: '逐行读取需要“年级编号”一列（11、12……）',
    en: 'reading it row by row needs the column 年级编号 (11, 12, ...)',
  });
}

function rowsOf(
  headings: readonly Cell[],
  block: readonly (readonly Cell[])[],
  before: number,
): readonly TemplateRow[] {
  const template = readNationalTemplate([headings, ...block], { rowsBefore: before });
  if (template.kind === 'unusable') throw unusable(INPUT, template.problem);
  return [...template.rows];
}
