import { ITEMS, ItemKey, type ScoredAttempt, type ScoredItemKey, type SubjectId } from '@tizhi/contracts';

/** How far an item is: `done` pupils have a valid result. */
export interface ItemProgress {
  readonly item: ItemKey;
  readonly done: number;
}

/** Items with any attempt, in the standard's order. A doubtful or unclaimed attempt is not yet a result. */
export function progressOf(results: readonly ScoredAttempt[]): readonly ItemProgress[] {
  return ItemKey.options.flatMap((item) => {
    const attempts = results.filter((result) => result.item === item);
    if (attempts.length === 0) return [];
    const pupils = attempts.flatMap(({ subject, value }) =>
      subject === null || value === null ? [] : [subject],
    );
    return [{ item, done: new Set(pupils).size }];
  });
}

/** What the standard scores where this item was measured: height and weight give BMI together. */
export const scoredKey = (item: ItemKey): ScoredItemKey =>
  item === 'height' || item === 'weight' ? 'bmi' : item;

/** True for what is not shown on a screen that pupils can see unless the teacher asks: bodies. */
export const isBodyItem = (item: ItemKey): boolean => scoredKey(item) === 'bmi';

/** Each pupil's best score, once per scored item. */
export function bestScores(results: readonly ScoredAttempt[]): readonly number[] {
  const best = new Map<`${SubjectId} ${ScoredItemKey}`, number>();
  for (const { subject, item, score } of results) {
    if (subject === null || score === null) continue;
    const key = `${subject} ${scoredKey(item)}` as const;
    best.set(key, Math.max(best.get(key) ?? 0, score));
  }
  return [...best.values()];
}

/** One bar of the distribution: scores from `from` to `to`, both included. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Tens from 0 to 100; the last bin holds 90 to 100, which is one level of the standard (excellent). */
export function binsOf(scores: readonly number[]): readonly Bin[] {
  return Array.from({ length: 10 }, (_, i) => {
    const [from, to] = [i * 10, i === 9 ? 100 : i * 10 + 9];
    return {
      from,
      to,
      count: scores.filter((score) => score >= from && score < (i === 9 ? 101 : to + 1)).length,
    };
  });
}

/** An item's name in the reader's language. */
export const itemName = (item: ItemKey, language: 'zh' | 'en'): string => ITEMS[item][language];
