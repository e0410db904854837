import type { WarningRule } from '@tizhi/contracts';
import { PRECISION } from '../generated/precision.ts';

/**
 * What a rule says is borne out less often than this: it is drawn as a trend and alarms nobody. OURS: of the alarms
 * that a person looks into, half at least are to last.
 */
export const PRECISION_FLOOR = 0.5;

/** How a version of a rule did on synthetic cohorts (`measureRules`). */
export interface RulePrecision {
  readonly version: number;
  /** Share of its findings that the next test bore out, 0-1; `null`: too few could be judged. */
  readonly precision: number | null;
  /** Share of tests at which it spoke, 0-1. */
  readonly alarmRate: number;
  /** Findings with a later test. */
  readonly judged: number;
}

/** A rule as it is written down; what was measured of it is added. `trend`: never more than that. */
export type RuleData = Omit<WarningRule, 'precision'>;

/** A rule with its measured precision. It alarms only where that reaches the floor or nothing could be measured. */
export function ruleOf(data: RuleData): WarningRule {
  const measured = PRECISION[data.id];
  const precision = measured?.version === data.version ? measured.precision : null;
  const tooWeak = precision !== null && precision < PRECISION_FLOOR;
  return { ...data, precision, shownAs: tooWeak ? 'trend' : data.shownAs };
}

/** What was measured of a rule, whichever version it has now; `undefined`: never measured. */
export const measuredPrecision = (id: string): RulePrecision | undefined => PRECISION[id];
