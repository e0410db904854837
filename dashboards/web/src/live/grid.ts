/** Where the tiles go: how many columns, and how tall a row is. Pixels are CSS pixels. */
export type Grid = { readonly columns: number; readonly rowPx: number; readonly fits: boolean };

export const GAP_PX = 6;
/** The smallest tile whose rate is read at arm's length and whose name still shows three characters. */
const MIN_TILE = { width: 78, height: 82 } as const;
/** Scrolling pages (phones) get tiles of this size or a little wider. */
const COMFORTABLE = { width: 84, height: 92 } as const;
/** Width over height of a pleasing tile: a three-digit rate beside nothing. */
const PLEASING_ASPECT = 1.25;

/**
 * Chooses the columns for `count` tiles in an area of `width` x `height`. Where all tiles fit without
 * scrolling, it takes the columns whose tiles come nearest to a pleasing shape; otherwise (phones) it
 * fills the width with comfortable tiles and lets the page scroll.
 */
export function gridFor({ count, width, height }: { count: number; width: number; height: number }): Grid {
  const most = Math.max(1, Math.floor((width + GAP_PX) / (MIN_TILE.width + GAP_PX)));
  const candidates = Array.from({ length: Math.min(most, Math.max(1, count)) }, (_, i) => {
    const columns = i + 1;
    const rows = Math.max(1, Math.ceil(count / columns));
    const tileWidth = (width - GAP_PX * (columns - 1)) / columns;
    const rowPx = Math.floor((height - GAP_PX * (rows - 1)) / rows);
    // The number is as large as the tighter side allows; a ragged last row wastes what others could use.
    const filled = count / (columns * rows);
    const size = Math.min(tileWidth / PLEASING_ASPECT, rowPx) * Math.max(filled, 0.1) ** 0.5;
    return { columns, rowPx, size };
  }).filter(({ rowPx }) => rowPx >= MIN_TILE.height);
  const best = candidates.reduce<(typeof candidates)[number] | undefined>(
    (chosen, next) => (chosen === undefined || next.size > chosen.size ? next : chosen),
    undefined,
  );
  if (best !== undefined) {
    // A class of three needs no tiles as tall as the wall.
    const tallest = Math.max(MIN_TILE.height, Math.floor(best.size * 1.15));
    return { columns: best.columns, rowPx: Math.min(best.rowPx, tallest), fits: true };
  }
  const columns = Math.max(1, Math.floor((width + GAP_PX) / (COMFORTABLE.width + GAP_PX)));
  return { columns: Math.max(columns, Math.min(most, 3)), rowPx: COMFORTABLE.height, fits: false };
}
