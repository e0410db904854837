import type { Point } from './middles.ts';

interface Pair {
  readonly from: Point;
  readonly to: Point;
}

/** Three points whose triangle is smaller than this, over their squared extent, lie on one line. */
const FLAT = 0.004;
/** A pivot smaller than this says that the points leave the map open. */
const SINGULAR = 1e-9;

/**
 * The projective map of a plane that brings each `from` to its `to`, by the direct linear transformation with
 * normalised coordinates (Hartley and Zisserman, Multiple View Geometry, 4.1 and 4.4); more than four points by least
 * squares. `null` where the points fix none: fewer than four, on one line, or folded over the horizon.
 */
export function homographyOf(pairs: readonly Pair[]): ((point: Point) => Point | null) | null {
  if (!spansPlane(pairs.map(({ from }) => from)) || !spansPlane(pairs.map(({ to }) => to))) return null;
  const source = normaliser(pairs.map(({ from }) => from));
  const target = normaliser(pairs.map(({ to }) => to));
  const rows = pairs.flatMap(({ from, to }) => {
    const [a, b] = [source.apply(from), target.apply(to)];
    return [
      { left: [a.x, a.y, 1, 0, 0, 0, -a.x * b.x, -a.y * b.x], right: b.x },
      { left: [0, 0, 0, a.x, a.y, 1, -a.x * b.y, -a.y * b.y], right: b.y },
    ];
  });
  const h = leastSquares(rows);
  if (h === null) return null;
  const [h0, h1, h2, h3, h4, h5, h6, h7] = h as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const depth = ({ x, y }: Point): number => h6 * x + h7 * y + 1;
  // All known places lie on the near side of the horizon, as what a camera sees does.
  if (pairs.some(({ from }) => depth(source.apply(from)) <= 0.02)) return null;
  return (point) => {
    const at = source.apply(point);
    const w = depth(at);
    if (w <= 0.005) return null;
    return target.undo({ x: (h0 * at.x + h1 * at.y + h2) / w, y: (h3 * at.x + h4 * at.y + h5) / w });
  };
}

/** Four of the points lie so that no three of them are on one line. */
function spansPlane(points: readonly Point[]): boolean {
  const extent = Math.max(...points.flatMap((a) => points.map((b) => (a.x - b.x) ** 2 + (a.y - b.y) ** 2)));
  const flat = (a: Point, b: Point, c: Point): boolean =>
    Math.abs((b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)) < FLAT * extent;
  return points.some((a, i) =>
    points.slice(i + 1).some((b, j) =>
      points.slice(i + j + 2).some((c, k) => {
        if (flat(a, b, c)) return false;
        return points.slice(i + j + k + 3).some((d) => !flat(a, b, d) && !flat(a, c, d) && !flat(b, c, d));
      }),
    ),
  );
}

/** Moves the middle of points to 0 and their mean distance from it to 1. */
function normaliser(points: readonly Point[]) {
  const mean = (of: (point: Point) => number): number =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [x, y] = [mean((point) => point.x), mean((point) => point.y)];
  const scale = mean((point) => Math.hypot(point.x - x, point.y - y));
  return {
    apply: (point: Point): Point => ({ x: (point.x - x) / scale, y: (point.y - y) / scale }),
    undo: (point: Point): Point => ({ x: point.x * scale + x, y: point.y * scale + y }),
  };
}

/** Solves the normal equations by elimination with pivots; `null` where they are singular. */
function leastSquares(
  rows: readonly { readonly left: readonly number[]; readonly right: number }[],
): number[] | null {
  const size = rows[0]?.left.length ?? 0;
  const table = Array.from({ length: size }, (_, i) => [
    ...Array.from({ length: size }, (_, j) =>
      rows.reduce((sum, { left }) => sum + (left[i] ?? 0) * (left[j] ?? 0), 0),
    ),
    rows.reduce((sum, { left, right }) => sum + (left[i] ?? 0) * right, 0),
  ]);
  const cell = (row: number, column: number): number => table[row]?.[column] ?? 0;
  for (let n = 0; n < size; n++) {
    let best = n;
    for (let row = n + 1; row < size; row++) if (Math.abs(cell(row, n)) > Math.abs(cell(best, n))) best = row;
    if (Math.abs(cell(best, n)) < SINGULAR) return null;
    const [upper, lower] = [table[n] ?? [], table[best] ?? []];
    table[n] = lower;
    if (best !== n) table[best] = upper;
    for (let row = 0; row < size; row++) {
      if (row === n) continue;
      const factor = cell(row, n) / cell(n, n);
      table[row] = (table[row] ?? []).map((value, column) => value - factor * cell(n, column));
    }
  }
  return table.map((row, n) => (row[size] ?? 0) / (row[n] ?? 1));
}
