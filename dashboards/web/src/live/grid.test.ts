import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GAP_PX, gridFor } from './grid.ts';

describe('the grid', () => {
  it.each([
    ['laptop', { count: 45, width: 1256, height: 560 }, 9],
    ['projector', { count: 45, width: 1896, height: 840 }, 9],
    ['tablet upright', { count: 45, width: 804, height: 957 }, 5],
  ])('shows a class of 45 on a %s without scrolling', (_name, area, columns) => {
    const grid = gridFor(area);
    expect(grid.fits).toBe(true);
    expect(grid.columns).toBe(columns);
  });

  it.each([
    [360, 3],
    [390, 4],
  ])('gives a phone %d px wide three or four columns and scrolls', (width, columns) => {
    expect(gridFor({ count: 45, width: width - 16, height: 480 })).toMatchObject({ columns, fits: false });
  });

  it('never overflows its area when it says that all tiles fit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 120 }),
        fc.integer({ min: 200, max: 4000 }),
        fc.integer({ min: 100, max: 2200 }),
        (count, width, height) => {
          const { columns, rowPx, fits } = gridFor({ count, width, height });
          expect(columns).toBeGreaterThanOrEqual(1);
          expect(rowPx).toBeGreaterThan(0);
          const rows = Math.max(1, Math.ceil(count / columns));
          if (fits) expect(rows * rowPx + (rows - 1) * GAP_PX).toBeLessThanOrEqual(height);
        },
      ),
    );
  });
});
