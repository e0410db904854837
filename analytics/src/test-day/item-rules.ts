import type { ItemKey, ItemRule, TestDayPlan } from '@tizhi/contracts';
import { hasDirection, OFFICIAL_ROUNDING } from '../standard/index.ts';

/** How well a usual number of attempts is known (shared standard notes, rules.md). */
type Support = 'one_source' | 'memory';

/**
 * How often an item is measured and which attempt counts, where the plan says nothing else. The standard prints
 * none of it. Of performances the best counts; of height and weight the last, because a bigger one is no better
 * one. A retest that is granted adds one attempt.
 */
export const USUAL_ATTEMPTS: Readonly<
  Record<ItemKey, Pick<ItemRule, 'attempts' | 'counts'> & { readonly support: Support }>
> = {
  height: { attempts: 1, counts: 'last', support: 'one_source' },
  weight: { attempts: 1, counts: 'last', support: 'one_source' },
  vital_capacity: { attempts: 3, counts: 'best', support: 'one_source' }, // the source says 2-3 blows
  run_50m: { attempts: 1, counts: 'best', support: 'one_source' }, // Hefei 2022
  sit_and_reach: { attempts: 2, counts: 'best', support: 'memory' },
  rope_skip_1min: { attempts: 1, counts: 'best', support: 'memory' },
  sit_up_1min: { attempts: 1, counts: 'best', support: 'memory' },
  shuttle_50m_x8: { attempts: 1, counts: 'best', support: 'memory' },
  pull_up: { attempts: 1, counts: 'best', support: 'memory' },
  standing_long_jump: { attempts: 3, counts: 'best', support: 'one_source' }, // Huizhou examination rule
  run_1000m: { attempts: 1, counts: 'best', support: 'one_source' }, // Lu'an notice
  run_800m: { attempts: 1, counts: 'best', support: 'one_source' },
};

/** The rule of an item on a day: the plan's own, else the usual one with the official rounding. */
export function ruleOf(plan: Pick<TestDayPlan, 'rules'>, item: ItemKey): ItemRule {
  const { attempts, counts } = USUAL_ATTEMPTS[item];
  const rule = plan.rules[item] ?? { attempts, counts, rounding: OFFICIAL_ROUNDING[item] };
  return hasDirection(item) ? rule : { ...rule, counts: 'last' };
}
