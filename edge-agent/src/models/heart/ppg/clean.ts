import { LOOK_SAMPLES } from './window.ts';

/** Samples (40 ms each) by which motion may lead or follow the light. */
const DELAYS = [-2, 0, 2] as const;
/** Part of the motion's own power that is added to the diagonal: little motion explains nothing. */
const RIDGE = 0.01;
/** Power (g squared) of the accelerometer's own noise, so that a still arm is not scaled up. */
const FLOOR = 2e-5;

/**
 * The pulse wave less what the axes explain of it, each at three delays (least squares with a ridge). Without
 * motion it is the wave itself.
 */
export function withoutMotion(pulse: Float64Array, axes: readonly Float64Array[]): Float64Array {
  if (axes.length === 0) return pulse;
  const n = LOOK_SAMPLES;
  const columns = axes.flatMap((axis) =>
    DELAYS.map((delay) =>
      Float64Array.from({ length: n }, (_, i) => axis[Math.min(n - 1, Math.max(0, i + delay))] as number),
    ),
  );
  const m = columns.length;
  const power = columns.map((a) => columns.map((b) => dot(a, b)));
  const trace = power.reduce((sum, row, k) => sum + (row[k] as number), 0) / m;
  const right = columns.map((column) => dot(column, pulse));
  const weights = solve(
    power.map((row, k) => row.map((v, j) => (j === k ? v + RIDGE * trace + FLOOR * n : v))),
    right,
  );
  return pulse.map(
    (v, i) => v - columns.reduce((sum, column, k) => sum + (weights[k] as number) * (column[i] as number), 0),
  );
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/** Solves a positive definite system by Cholesky's decomposition. */
function solve(a: readonly (readonly number[])[], b: readonly number[]): number[] {
  const m = b.length;
  const low = a.map(() => new Float64Array(m));
  for (let i = 0; i < m; i += 1)
    for (let j = 0; j <= i; j += 1) {
      let sum = (a[i] as readonly number[])[j] as number;
      for (let k = 0; k < j; k += 1) sum -= (low[i]?.[k] as number) * (low[j]?.[k] as number);
      (low[i] as Float64Array)[j] = i === j ? Math.sqrt(Math.max(1e-12, sum)) : sum / (low[j]?.[j] as number);
    }
  const y = new Float64Array(m);
  for (let i = 0; i < m; i += 1) {
    let sum = b[i] as number;
    for (let k = 0; k < i; k += 1) sum -= (low[i]?.[k] as number) * (y[k] as number);
    y[i] = sum / (low[i]?.[i] as number);
  }
  const x = new Array<number>(m).fill(0);
  for (let i = m - 1; i >= 0; i -= 1) {
    let sum = y[i] as number;
    for (let k = i + 1; k < m; k += 1) sum -= (low[k]?.[i] as number) * (x[k] as number);
    x[i] = sum / (low[i]?.[i] as number);
  }
  return x;
}
