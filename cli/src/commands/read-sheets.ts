import { readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { systemProblem, TizhiError } from '@tizhi/contracts';
import { csvCells } from './sheet-csv.ts';
import { type Sheet, unusable } from './sheet-file.ts';

/** Largest file that is read: a district of 200,000 pupils is about 40 MiB of text. */
export const MAX_FILE_BYTES = 64 * 1024 * 1024;

/**
 * Reads the sheets of a .csv, .xlsx or .xls file. CSV: comma, tab or semicolon; UTF-8 with or without a mark,
 * UTF-16 with one, otherwise GB18030. Throws a {@link TizhiError} where the file cannot be read or is not what
 * its name says.
 */
export async function readSheets(file: string): Promise<readonly Sheet[]> {
  extensionOf(file);
  return sheetsOf(file, await readBytes(file));
}

/** As {@link readSheets}, of bytes that came under a file's name. */
export async function sheetsOf(file: string, bytes: Buffer): Promise<readonly Sheet[]> {
  const extension = extensionOf(file);
  if (bytes.length === 0) throw unusable(file, { zh: '是空的', en: 'it is empty' });
  const isWorkbook = startsWith(bytes, [0x50, 0x4b, 3, 4]) || startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0]);
  if (extension === '.csv') {
    if (isWorkbook)
      throw unusable(file, { zh: '它其实是 Excel 工作簿', en: 'it is an Excel workbook, not CSV text' });
    return [{ name: undefined, cells: csvCells(file, bytes) }];
  }
  if (!isWorkbook) throw unusable(file, { zh: '它不是 Excel 工作簿', en: 'it is not an Excel workbook' });
  const { workbookSheets } = await import('./sheet-workbook.ts');
  return workbookSheets(file, bytes);
}

function extensionOf(file: string): string {
  const extension = extname(file).toLowerCase();
  if (!['.csv', '.xlsx', '.xls'].includes(extension))
    throw unusable(file, {
      zh: '扩展名应为 .csv、.xlsx 或 .xls',
      en: 'its name must end in .csv, .xlsx or .xls',
    });
  return extension;
}

async function readBytes(file: string): Promise<Buffer> {
  try {
    if ((await stat(file)).size > MAX_FILE_BYTES)
      throw unusable(file, { zh: '文件超过 64 MiB', en: 'it is larger than 64 MiB' });
    return await readFile(file);
  } catch (error) {
    if (error instanceof TizhiError) throw error;
    throw new TizhiError('TIZHI_FILE_UNREADABLE', { file, ...systemProblem(error) }, { cause: error });
  }
}

const startsWith = (bytes: Buffer, magic: readonly number[]): boolean =>
  magic.every((byte, index) => bytes[index] === byte);
