import type { ClassId, ItemKey, Sex } from '@tizhi/contracts';
import { LEAST_SPREAD } from './growth-spans.ts';
import type { TestDayPupil } from './input.ts';

/** What a class's own results let one expect, in the item's unit. */
export interface Span {
  readonly low: number;
  readonly high: number;
}

/** Fewer official results than this say nothing about a class. */
export const LEAST_CLASS_RESULTS = 8;

/** Iglewicz and Hoaglin (1993): a modified z-score above 3.5 is an outlier; 1.4826 makes MAD a deviation. */
const OUTLIER_SCORE = 3.5;
const MAD_TO_DEVIATION = 1.4826;

/** Spans by class, sex and item, of the official results of the day. */
export type ClassSpreads = (pupil: TestDayPupil, item: ItemKey) => Span | null;

export function classSpreads(
  results: Iterable<{ readonly pupil: TestDayPupil; readonly item: ItemKey; readonly value: number }>,
): ClassSpreads {
  const groups = new Map<string, { item: ItemKey; values: number[] }>();
  for (const { pupil, item, value } of results) {
    const key = keyOf(pupil.class, pupil.sex, item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { item, values: [value] });
    else group.values.push(value);
  }
  const spans = new Map([...groups].map(([key, { item, values }]) => [key, spanOf(item, values)]));
  return (pupil, item) => spans.get(keyOf(pupil.class, pupil.sex, item)) ?? null;
}

const keyOf = (group: ClassId, sex: Sex, item: ItemKey): string => `${group}/${sex}/${item}`;

function spanOf(item: ItemKey, values: readonly number[]): Span | null {
  if (values.length < LEAST_CLASS_RESULTS) return null;
  const middle = median(values);
  const deviation = MAD_TO_DEVIATION * median(values.map((value) => Math.abs(value - middle)));
  const reach = OUTLIER_SCORE * Math.max(deviation, LEAST_SPREAD[item]);
  return { low: middle - reach, high: middle + reach };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2;
}
