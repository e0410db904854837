/**
 * RR intervals as text, for stores without a list type: milliseconds joined by commas, in JavaScript's
 * shortest exact decimal form, so that reading gives the same numbers back.
 */
export const rrToText = (rrMs: readonly number[]): string => rrMs.join(',');

/** The inverse of {@link rrToText}; empty or missing text is an empty list. */
export const rrFromText = (text: string | null): number[] =>
  text === null || text === '' ? [] : text.split(',').map(Number);
