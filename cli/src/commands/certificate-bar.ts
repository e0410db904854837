import type { Certificate, Interval, WornDevice } from '@tizhi/contracts';

/** What a part of a lesson was for one device, drawn as one character. */
export const BAR_SIGNS = { stored: '█', missing: '×', silent: '·', awaited: '?', notWorn: ' ' } as const;

const MINUTE_MS = 60_000;
const MAX_CELLS = 45;

/** Characters of a lesson's bar: one for each minute, as far as a line has room. */
export const cellsOf = ({ startedAt, until }: Pick<Certificate, 'startedAt' | 'until'>): number =>
  Math.min(MAX_CELLS, Math.max(1, Math.ceil((until - startedAt) / MINUTE_MS)));

/**
 * The lesson from left to right. Any loss marks its cell; a silence, or what is still awaited, marks the cells
 * that it fills by more than half.
 */
export function lessonBar(device: WornDevice, lesson: Pick<Certificate, 'startedAt' | 'until'>): string {
  const cells = cellsOf(lesson);
  const width = (lesson.until - lesson.startedAt) / cells;
  return Array.from({ length: cells }, (_, index) => {
    const from = lesson.startedAt + index * width;
    return BAR_SIGNS[stateOf(device, { from, to: from + width })];
  }).join('');
}

function stateOf(device: WornDevice, cell: Interval): keyof typeof BAR_SIGNS {
  const fills = (intervals: readonly Interval[]): boolean =>
    intervals.reduce((sum, each) => sum + overlap(each, cell), 0) * 2 > cell.to - cell.from;
  if (device.missing.some(({ from, to }) => from < cell.to && cell.from <= to)) return 'missing';
  if (!fills([device])) return 'notWorn';
  if (fills(device.awaited)) return 'awaited';
  return fills(device.silences) ? 'silent' : 'stored';
}

const overlap = (a: Interval, b: Interval): number =>
  Math.max(0, Math.min(a.to, b.to) - Math.max(a.from, b.from));
