import type { ExportDifferences, ExportProblem, ExportTable, PupilToExport } from '@tizhi/analytics';
import { cellName } from '@tizhi/analytics';

/** Cells that are printed one by one. */
export const MAX_LISTED = 200;

/** Each cell that would be refused: where, whose by class and seat, what is wrong and what is allowed. */
export const problemLines = (
  problems: readonly ExportProblem[],
  pupils: readonly PupilToExport[],
): string[] =>
  capped(
    problems.map(({ pupil, cell, column, problem, allowed }) => {
      const of = pupils[pupil];
      const who = `${of?.row.className ?? ''} ${of?.seat ?? ''}`;
      return [
        `${cell} ${column}（${who} 号）：${problem.zh}。允许：${allowed.zh}。`,
        `    ${cell}, ${column} (${who}): ${problem.en}. Allowed: ${allowed.en}.`,
      ].join('\n');
    }),
  );

/** Cells that stayed empty by permission, counted by column. */
export function noticeLines(notices: readonly ExportProblem[]): string[] {
  const counts = Map.groupBy(notices, ({ column }) => column);
  return [...counts].map(([column, { length }]) => `空单元格 Empty cells: ${column} ${length}`);
}

/** What is different from the last export, with the cells of this one. */
export function differenceLines(
  all: readonly ExportDifferences[],
  { headings }: ExportTable,
  pupils: readonly PupilToExport[],
): string[] {
  const place = new Map<string, number>(pupils.map(({ subject }, index) => [subject, index] as const));
  const rowOf = (key: string): number => (place.get(key) ?? 0) + 2;
  const added = all.flatMap((each) => each.added.map((key) => `+ 第 ${rowOf(key)} 行 row ${rowOf(key)}`));
  const removed = all.flatMap((each) => each.removed.map((key) => `- ${key}`));
  const changed = all.flatMap((each) =>
    each.changed.map(({ key, column, before, after }) => {
      const cell = cellName(headings.indexOf(column), rowOf(key));
      return `~ ${cell} ${column}: ${before || '-'} → ${after || '-'}`;
    }),
  );
  const columns = [...new Set(all.flatMap((each) => [...each.columnsAdded, ...each.columnsRemoved]))];
  return [
    ...capped([...added, ...removed, ...changed]),
    ...(columns.length === 0
      ? []
      : [`列与上次不同 Columns unlike those of the last export: ${columns.join(', ')}`]),
    `与上次导出相比 Since the last export: + ${added.length} - ${removed.length} ~ ${changed.length}`,
  ];
}

function capped(lines: readonly string[]): string[] {
  const more = lines.length - MAX_LISTED;
  return more > 0 ? [...lines.slice(0, MAX_LISTED), `… +${more}`] : [...lines];
}
