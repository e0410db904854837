import type { WarningRule } from '@tizhi/contracts';
import { FALL_RULES } from './falls.ts';
import { FORECAST_RULES } from './forecast.ts';
import { GROWTH_RULES } from './growth.ts';
import { ITEM_RULES } from './items.ts';
import { type RuleData, ruleOf } from './rule.ts';
import { TOTAL_RULES } from './total.ts';

const RULE_DATA: readonly RuleData[] = [
  ...FORECAST_RULES,
  ...TOTAL_RULES,
  ...FALL_RULES,
  ...ITEM_RULES,
  ...GROWTH_RULES,
];

/** Every early warning rule, as data. A changed number needs a new version: precision was measured for the old one. */
export const WARNING_RULES: readonly WarningRule[] = RULE_DATA.map(ruleOf);

const BY_ID: ReadonlyMap<string, WarningRule> = new Map(WARNING_RULES.map((rule) => [rule.id, rule]));
export const warningRule = (id: string): WarningRule | undefined => BY_ID.get(id);
export { measuredPrecision, PRECISION_FLOOR, type RulePrecision } from './rule.ts';
