import type { ItemChange, TestStanding } from '@tizhi/contracts';
import { RELIABILITY } from './reliability.ts';

export const INTERVAL_LEVEL = 90;
/** Normal deviate of 95 %: so far either side holds 90 %. */
const SIDE_90 = 1.6449;

/**
 * How each item moved between two tests, as a difference of deviates from the own group: growth and what everyone of
 * the grade gains are taken out. Both tests carry the error of a single test, 1 - reliability of the group's
 * variance each; the interval is ±1.645 times the root of their sum. The body-mass index has no better end, so its
 * direction is never more than `unclear`.
 */
export function changesBetween(from: TestStanding, to: TestStanding): ItemChange[] {
  const changes: ItemChange[] = [];
  for (const { item, z: after } of to.items) {
    const before = from.items.find((standing) => standing.item === item)?.z ?? null;
    if (before === null || after === null) continue;
    const value = shown(after - before);
    const reach = SIDE_90 * Math.sqrt(2 * (1 - RELIABILITY[item].icc));
    const low = shown(value - reach);
    const high = shown(value + reach);
    changes.push({
      item,
      fromGrade: from.grade,
      toGrade: to.grade,
      change: { value, low, high, level: INTERVAL_LEVEL },
      direction: item === 'bmi' || (low <= 0 && high >= 0) ? 'unclear' : low > 0 ? 'better' : 'worse',
    });
  }
  return changes;
}

const shown = (value: number): number => Math.round(value * 100) / 100 + 0;
