import { MAX_LINK_ROWS, occasionOf, type RowColumns, RowTable, readLinkageSheet } from '@tizhi/analytics';
import { TizhiError } from '@tizhi/contracts';
import { type LinkKey, numberKey } from './link-key.ts';
import type { LinkPlaces } from './link-places.ts';
import { readSheets } from './read-sheets.ts';
import { unusable } from './sheet-file.ts';

export interface LinkInput {
  readonly columns: RowColumns;
  readonly places: LinkPlaces;
  readonly occasions: { at(row: number): string | undefined };
}

/**
 * Reads the files one after the other into columns: of a file nothing stays but small numbers, each distinct name
 * and keyed hashes. A further sheet with usable headings is `FILE#SHEET`. Throws where a file cannot be read or
 * none of its sheets has the headings.
 */
export async function readLinkFiles(files: readonly string[], key: LinkKey): Promise<LinkInput> {
  const table = new RowTable();
  const sources: string[] = [];
  const sourceOf: number[] = [];
  const rowOf: number[] = [];
  const occasionTexts = new Map<string, string>();
  const occasions: string[] = [];
  refuseTwice(files);
  for (const file of files) {
    for (const { source, rows } of await usableSheets(file)) {
      sources.push(source);
      for (const { row, identity, grade, schoolYear } of rows) {
        const text = occasionOf({ grade, schoolYear }, source);
        // One string object per occasion, not per row.
        const occasion = occasionTexts.get(text) ?? text;
        occasionTexts.set(occasion, occasion);
        table.add({
          identity,
          numberKey: identity.number === null ? null : numberKey(key, identity.number),
          occasion,
          stage: grade ?? occasion,
        });
        sourceOf.push(sources.length - 1);
        rowOf.push(row);
        occasions.push(occasion);
        if (rowOf.length > MAX_LINK_ROWS) throw tooMany();
      }
    }
  }
  return {
    columns: table.columns(),
    occasions,
    places: {
      at: (row) => ({ file: sources[sourceOf[row] ?? 0] ?? '', row: rowOf[row] ?? 0 }),
      numberKeyOf: (id) => table.numberKeyOf(id),
    },
  };
}

async function usableSheets(file: string) {
  const sheets = (await readSheets(file)).map(({ name, cells }) => ({
    name,
    sheet: readLinkageSheet(cells),
  }));
  const usable = sheets.flatMap(({ name, sheet }) =>
    sheet.kind === 'sheet' ? [{ name, rows: sheet.rows }] : [],
  );
  if (usable.length > 0)
    return usable.map(({ name, rows }, n) => ({ source: n === 0 ? file : `${file}#${name}`, rows }));
  const problems = sheets.flatMap(({ sheet }) => (sheet.kind === 'unusable' ? [sheet.problem] : []));
  // The sheet that came nearest explains best: an empty one says least.
  const problem = problems.find(({ en }) => en !== 'it is empty') ?? problems[0];
  throw unusable(file, problem ?? { zh: '没有工作表', en: 'it has no sheet' });
}

function refuseTwice(files: readonly string[]): void {
  const twice = files.find((file, n) => files.indexOf(file) !== n);
  if (twice !== undefined)
    throw new TizhiError('TIZHI_USAGE', {
      problem: `${twice} is given twice`,
      problemZh: `文件 ${twice} 重复`,
      command: 'tizhi link',
    });
}

const tooMany = (): TizhiError =>
  new TizhiError('TIZHI_USAGE', {
    problem: `more than ${MAX_LINK_ROWS} rows at once`,
    problemZh: `一次最多 ${MAX_LINK_ROWS} 行`,
    command: 'tizhi link',
  });
