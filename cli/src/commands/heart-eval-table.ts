import type { HeartRow } from './heart-eval.ts';

/** The rows as a table for a terminal. */
export function heartTable(rows: readonly HeartRow[]): string {
  const part = (v: number | null) => (v === null ? '-' : (v * 100).toFixed(2));
  const bpm = (v: number | null) => (v === null ? '-' : v.toFixed(2));
  const cells = [
    [
      'file',
      'kind',
      'sens %',
      'prec %',
      'MAE',
      'MAE lagged',
      'lag s',
      'MAE stated',
      'stated s',
      'in 90 %',
      'cover %',
      'mean',
      'watch MAE',
    ],
    ...rows.map((row) => [
      row.file,
      row.kind,
      part(row.sensitivity),
      part(row.precision),
      bpm(row.mae),
      bpm(row.maeLagged),
      row.lag?.toString() ?? '-',
      bpm(row.maeStated),
      row.lagStated?.toString() ?? '-',
      part(row.inInterval),
      part(row.coverage),
      bpm(row.meanBpm),
      bpm(row.watchMae),
    ]),
  ];
  const widths = (cells[0] ?? []).map((_, c) => Math.max(...cells.map((row) => (row[c] ?? '').length)));
  return cells
    .map((row) =>
      row
        .map((cell, c) => cell.padEnd(widths[c] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
