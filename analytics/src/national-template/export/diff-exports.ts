import { type Cell, plainText } from '../text.ts';
import type { ExportTable } from './national-export.ts';

/** What an export held, by pupil: may be kept without names, its keys being pseudonyms. */
export interface ExportRecords {
  readonly headings: readonly string[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly string[] }[];
}

export interface ExportDifferences {
  /** Keys of pupils that only the current export has, and only the previous one. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly {
    readonly key: string;
    readonly column: string;
    readonly before: string;
    readonly after: string;
  }[];
  /** Columns that only one of the two has; their cells are compared with nothing. */
  readonly columnsAdded: readonly string[];
  readonly columnsRemoved: readonly string[];
}

/** What a table holds under the columns that `keeps` lets through; `keys` names its rows. */
export function exportRecords(
  { headings, cells }: ExportTable,
  of: { readonly keys: readonly string[]; readonly keeps?: (heading: string) => boolean },
): ExportRecords {
  const keeps = of.keeps ?? (() => true);
  const kept = headings.flatMap((heading, index) => (keeps(heading) ? [index] : []));
  const pick = (row: readonly Cell[]): string[] => kept.map((index) => plainText(row[index] ?? null));
  return {
    headings: pick(headings),
    rows: cells.map((row, index) => ({ key: of.keys[index] ?? String(index), cells: pick(row) })),
  };
}

/** Lists rows added and removed, and every cell that is different, in the current export's order. */
export function diffExports(previous: ExportRecords, current: ExportRecords): ExportDifferences {
  const before = new Map(previous.rows.map(({ key, cells }) => [key, cells] as const));
  const keys = new Set(current.rows.map(({ key }) => key));
  const shared = current.headings.flatMap((column, at) => {
    const was = previous.headings.indexOf(column);
    return was === -1 ? [] : [{ column, at, was }];
  });
  return {
    added: current.rows.filter(({ key }) => !before.has(key)).map(({ key }) => key),
    removed: previous.rows.filter(({ key }) => !keys.has(key)).map(({ key }) => key),
    changed: current.rows.flatMap(({ key, cells }) => {
      const old = before.get(key);
      if (old === undefined) return [];
      return shared
        .map(({ column, at, was }) => ({ key, column, before: old[was] ?? '', after: cells[at] ?? '' }))
        .filter(({ before: from, after }) => from !== after);
    }),
    columnsAdded: current.headings.filter((column) => !previous.headings.includes(column)),
    columnsRemoved: previous.headings.filter((column) => !current.headings.includes(column)),
  };
}
