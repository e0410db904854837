/** How long a step takes, as roughly as it is known. */
export type PracticeSpan =
  | { readonly kind: 'weeks' | 'half' | 'one' | 'year' }
  | { readonly kind: 'terms'; readonly terms: number };

/** Below this many terms it is weeks; above `YEAR_OVER` a figure would only discourage. */
const WEEKS_BELOW = 0.5;
const YEAR_OVER = 3;

/** Terms of practice to the nearest half; the estimate is no finer than that. */
export function practiceSpan(terms: number): PracticeSpan {
  if (terms > YEAR_OVER) return { kind: 'year' };
  if (terms < WEEKS_BELOW) return { kind: 'weeks' };
  const halves = Math.round(terms * 2);
  if (halves === 1) return { kind: 'half' };
  return halves === 2 ? { kind: 'one' } : { kind: 'terms', terms: halves / 2 };
}
