import type { WarningRule } from '@tizhi/contracts';
import { PRECISION } from '../generated/precision.ts';

/** A prediction comes true less often than this: it is drawn as a trend and alarms nobody. */
export const PRECISION_FLOOR = 0.5;

/** A rule as it is written down; what was measured of it is added. `alarm: false`: never more than a trend. */
export type RuleData = Omit<WarningRule, 'shownAs' | 'precision'> & { readonly shownAs: 'alarm' | 'trend' };

/** A rule with its measured precision; it alarms only where that reaches the floor, or where it states a fact. */
export function ruleOf(data: RuleData): WarningRule {
  const measured = PRECISION[data.id];
  const precision = measured?.version === data.version ? measured.precision : null;
  const tooWeak = precision !== null && precision < PRECISION_FLOOR;
  return { ...data, precision, shownAs: tooWeak ? 'trend' : data.shownAs };
}
