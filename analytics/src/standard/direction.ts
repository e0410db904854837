import type { ItemKey } from '@tizhi/contracts';
import { THRESHOLDS } from './generated/thresholds.ts';

const LOWER: ReadonlySet<ItemKey> = new Set(
  THRESHOLDS.filter(({ direction }) => direction === 'lower_better').map(({ item }) => item),
);

/** Whether less is better, as the printed table of the item runs; true for what is timed. */
export const isLowerBetter = (item: ItemKey): boolean => LOWER.has(item);

/** Whether more or less of it is better at all: height and weight have no such direction. */
export const hasDirection = (item: ItemKey): boolean => item !== 'height' && item !== 'weight';
