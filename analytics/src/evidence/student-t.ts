/** Standard normal quantile at 0.975. */
const Z = 1.959963984540054;
/** Degrees of freedom from which on the expansion is used; below, no interval is given. */
export const LEAST_FREEDOM = 3;

/**
 * Two-sided 95 % quantile of Student's t for `freedom` degrees of freedom, whole or not, at least
 * {@link LEAST_FREEDOM}: the expansion about the normal quantile (Abramowitz and Stegun, 26.7.5), within 0.2 % there
 * and within 0.01 % from 8 on.
 */
export function studentT(freedom: number): number {
  if (!(freedom >= LEAST_FREEDOM)) throw new RangeError(`too few degrees of freedom: ${freedom}`);
  const [z3, z5, z7, z9] = [Z ** 3, Z ** 5, Z ** 7, Z ** 9];
  return (
    Z +
    (z3 + Z) / (4 * freedom) +
    (5 * z5 + 16 * z3 + 3 * Z) / (96 * freedom ** 2) +
    (3 * z7 + 19 * z5 + 17 * z3 - 15 * Z) / (384 * freedom ** 3) +
    (79 * z9 + 776 * z7 + 1482 * z5 - 1920 * z3 - 945 * Z) / (92_160 * freedom ** 4)
  );
}
