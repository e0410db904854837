/** Sums of products of some rows of a regression: X'X row by row, and X'y. */
export interface Normal {
  readonly width: number;
  readonly xx: Float64Array;
  readonly xy: Float64Array;
}

export const emptyNormal = (width: number): Normal => ({
  width,
  xx: new Float64Array(width * width),
  xy: new Float64Array(width),
});

/** Adds one row. */
export function addRow({ width, xx, xy }: Normal, x: readonly number[], y: number): void {
  for (let i = 0; i < width; i++) {
    const xi = x[i] ?? 0;
    if (xi === 0) continue;
    xy[i] = (xy[i] ?? 0) + xi * y;
    for (let j = 0; j < width; j++) xx[i * width + j] = (xx[i * width + j] ?? 0) + xi * (x[j] ?? 0);
  }
}

/** a - b. */
export const minus = (a: Normal, b: Normal): Normal => ({
  width: a.width,
  xx: a.xx.map((value, at) => value - (b.xx[at] ?? 0)),
  xy: a.xy.map((value, at) => value - (b.xy[at] ?? 0)),
});

/** A column counts as one made of the others when this part of it is left. */
const LEFT = 1e-9;

/**
 * Coefficients of the least-squares fit by elimination on the diagonal, in the order of the columns. A column that
 * those before it make up gets none (`null`).
 */
export function solve(normal: Normal): readonly (number | null)[] {
  const { width } = normal;
  const a = normal.xx.slice();
  const b = normal.xy.slice();
  const used: number[] = [];
  for (let k = 0; k < width; k++) {
    const pivot = a[k * width + k] ?? 0;
    if (pivot <= LEFT * (normal.xx[k * width + k] ?? 0) || pivot === 0) continue;
    used.push(k);
    for (let i = 0; i < width; i++) {
      if (i === k) continue;
      const factor = (a[i * width + k] ?? 0) / pivot;
      if (factor === 0) continue;
      for (let j = 0; j < width; j++)
        a[i * width + j] = (a[i * width + j] ?? 0) - factor * (a[k * width + j] ?? 0);
      b[i] = (b[i] ?? 0) - factor * (b[k] ?? 0);
    }
  }
  return Array.from({ length: width }, (_, k) =>
    used.includes(k) ? (b[k] ?? 0) / (a[k * width + k] ?? 1) : null,
  );
}
