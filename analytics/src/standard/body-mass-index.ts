/**
 * Body-mass index (体重指数), kg/m², rounded half-up to 0.1 as the printed bands need it: an unrounded index
 * falls between 18.1 and 18.2. Height in cm and weight in kg, both above 0, are taken to 0.01; from there on
 * the arithmetic is in whole numbers, so that a tie such as 21.25 is a tie.
 */
export function bodyMassIndex(heightCm: number, weightKg: number): number {
  const height = Math.round(heightCm * 100);
  const weight = Math.round(weightKg * 100);
  const square = height * height;
  // index x 10 = weight x 10^7 / square; floor((2a + b) / 2b) is a / b rounded half-up.
  return Math.floor((weight * 20_000_000 + square) / (2 * square)) / 10;
}
