import type { AcuteRule } from './rule.ts';
import { aboveCeiling } from './rules/above-ceiling.ts';
import { fever } from './rules/fever.ts';
import { highRateAtRest } from './rules/high-rate-at-rest.ts';
import { irregularRhythm } from './rules/irregular-rhythm.ts';
import { lowOxygen } from './rules/low-oxygen.ts';
import { lowRate } from './rules/low-rate.ts';
import { noRecovery } from './rules/no-recovery.ts';
import { sensorOff } from './rules/sensor-off.ts';
import { suddenFall } from './rules/sudden-fall.ts';
import { suddenOnset } from './rules/sudden-onset.ts';

/** The acute states (急性状态表). `docs/acute-states.md` is printed from it. */
export const ACUTE_TABLE: { readonly version: number; readonly rules: readonly AcuteRule[] } = {
  version: 1,
  rules: [
    aboveCeiling,
    noRecovery,
    suddenFall,
    suddenOnset,
    highRateAtRest,
    lowRate,
    irregularRhythm,
    sensorOff,
    lowOxygen,
    fever,
  ],
};
