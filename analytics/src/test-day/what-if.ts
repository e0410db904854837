import type { Grade, Sex, WhatIf } from '@tizhi/contracts';
import type { PupilValues } from '../standard/index.ts';

/**
 * The smallest improvements that lift the total to its next level, cheapest first: single items and pairs.
 * `null` where there is no total yet, or no level above. Never proposes a change of weight.
 */
export function whatIf(pupil: {
  readonly grade: Grade;
  readonly sex: Sex;
  readonly values: PupilValues;
}): WhatIf | null {
  throw new Error(`not built yet: ${pupil.grade}`);
}
