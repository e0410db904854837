import { basename } from 'node:path';
import type { TemplateCells } from '@tizhi/analytics';
import { TizhiError } from '@tizhi/contracts';

/** Most rows of a sheet that are read; a longer one is refused whole. */
export const MAX_ROWS = 250_000;

/** The cells of one sheet, from row 1 on. A CSV file is one sheet without a name. */
export interface Sheet {
  readonly name: string | undefined;
  readonly cells: TemplateCells;
}

export const unusable = (file: string, problem: { readonly zh: string; readonly en: string }): TizhiError =>
  new TizhiError('TIZHI_FILE_FORMAT', {
    file: basename(file),
    expected: 'national reporting file',
    expectedZh: '国家体质健康上报文件',
    problem: problem.en,
    problemZh: problem.zh,
  });

export const tooManyRows = (file: string): TizhiError =>
  unusable(file, { zh: `超过 ${MAX_ROWS} 行`, en: `it has more than ${MAX_ROWS} rows` });
