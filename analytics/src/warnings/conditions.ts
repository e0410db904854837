import type { WarningCondition, WarningEvidence } from '@tizhi/contracts';
import type { Case } from './evidence.ts';
import { forecastFail, itemBelow, itemFell, totalBelow, totalFell } from './fitness-conditions.ts';
import { bmiRise, screening, slowGrowth } from './growth-conditions.ts';

/** The evidence where the condition holds at the latest test; `null` where it does not or cannot be said. */
export function evidenceFor(condition: WarningCondition, about: Case): WarningEvidence | null {
  switch (condition.kind) {
    case 'forecast_fail':
      return forecastFail(condition, about);
    case 'item_below':
      return itemBelow(condition, about);
    case 'item_fell':
      return itemFell(condition, about);
    case 'total_fell':
      return totalFell(condition, about);
    case 'total_below':
      return totalBelow(condition, about);
    case 'screening':
      return screening(condition, about);
    case 'slow_growth':
      return slowGrowth(condition, about);
    case 'bmi_rise':
      return bmiRise(condition, about);
    default:
      return condition satisfies never;
  }
}
