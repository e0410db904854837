import { expect, it } from 'vitest';
import { type TrackPoint, trackLayout } from './track-layout.ts';

const BOX = { width: 300, height: 150 };
const point = (x: number, value: number | null, more: Partial<TrackPoint> = {}): TrackPoint => ({
  x,
  label: String(x),
  value,
  low: null,
  high: null,
  kind: 'measured',
  text: String(value),
  ...more,
});
const ahead = point(2026, 80, { kind: 'forecast', low: 70, high: 90 });

it('years stand as far apart as they are, and a higher value stands higher', () => {
  const { dots } = trackLayout(
    { points: [point(2022, 60), point(2024, 70), ahead], lines: [], top: 'high' },
    BOX,
  );
  const [a, b, c] = dots;
  expect((a?.cx ?? 0) + (c?.cx ?? 0)).toBe(2 * (b?.cx ?? 0));
  expect(b?.cy).toBeLessThan(a?.cy ?? 0);
});

it('a shorter time stands higher where less is better', () => {
  const { dots } = trackLayout({ points: [point(2022, 9.5), point(2024, 8.1)], lines: [], top: 'low' }, BOX);
  expect(dots[1]?.cy).toBeLessThan(dots[0]?.cy ?? 0);
});

it('what was not measured is a gap, never a zero', () => {
  const { dots, solid } = trackLayout(
    {
      points: [point(2020, 60), point(2021, 62), point(2022, null), point(2023, 61)],
      lines: [],
      top: 'high',
    },
    BOX,
  );
  expect(dots[2]?.cy).toBeNull();
  expect(solid).toHaveLength(1);
});

it('a forecast opens as a fan from the last measured point', () => {
  const points = [point(2022, 60), point(2024, 70), ahead];
  const { dots, dashed, fan } = trackLayout({ points, lines: [], top: 'high' }, BOX);
  const start = `M${dots[1]?.cx} ${dots[1]?.cy}`;
  expect(dashed.startsWith(start)).toBe(true);
  expect(fan.startsWith(start)).toBe(true);
  const { y1 = 0, y2 = 0 } = dots[2]?.bounds ?? {};
  expect(y1).toBeLessThan(y2);
  expect(trackLayout({ points: points.slice(0, 2), lines: [], top: 'high' }, BOX)).toMatchObject({
    dashed: '',
    fan: '',
  });
});

it("an estimate's upper bound is above its lower one, also where less is better", () => {
  const { dots } = trackLayout({ points: [point(2024, 85), ahead], lines: [], top: 'low' }, BOX);
  const { y1 = 0, y2 = 0 } = dots[1]?.bounds ?? {};
  expect(y1).toBeLessThan(y2);
});

it('everything lies inside the box, whatever the numbers', () => {
  const lines = [{ value: 60, label: '60', kind: 'crossed' as const }];
  for (const value of [-20, 0, 59.9, 60, 140, 4000]) {
    const { dots, lines: drawn } = trackLayout({ points: [point(1, value)], lines, top: 'high' }, BOX);
    for (const y of [dots[0]?.cy ?? -1, drawn[0]?.y ?? -1]) {
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(BOX.height);
    }
  }
});
