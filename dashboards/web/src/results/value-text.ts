import { type Language, type ScoredAttempt, UNITS } from '@tizhi/contracts';

/** A value with its unit, `182 厘米`; a time in minutes and seconds (`3'45"`) is its own unit. */
export function valueText(
  { display, unit, value }: Pick<ScoredAttempt, 'display' | 'unit' | 'value'>,
  language: Language,
): { readonly value: string; readonly unit: string } {
  if (value === null) return { value: '-', unit: '' };
  return { value: display, unit: /['"′″]/.test(display) ? '' : UNITS[unit][language] };
}
