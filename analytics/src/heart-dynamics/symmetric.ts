/** The inverse of a symmetric positive definite matrix of a few rows, by Gauss-Jordan without pivoting. */
export function inverseOf(matrix: readonly (readonly number[])[]): number[][] {
  const size = matrix.length;
  const rows = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  for (let pivot = 0; pivot < size; pivot += 1) {
    const top = rows[pivot] ?? [];
    const scale = top[pivot] ?? 1;
    for (let j = 0; j < 2 * size; j += 1) top[j] = (top[j] ?? 0) / scale;
    for (const [i, row] of rows.entries()) {
      if (i === pivot) continue;
      const factor = row[pivot] ?? 0;
      for (let j = 0; j < 2 * size; j += 1) row[j] = (row[j] ?? 0) - factor * (top[j] ?? 0);
    }
  }
  return rows.map((row) => row.slice(size));
}

/** `matrix * vector`. */
export const times = (matrix: readonly (readonly number[])[], vector: readonly number[]): number[] =>
  matrix.map((row) => row.reduce((sum, value, j) => sum + value * (vector[j] ?? 0), 0));
