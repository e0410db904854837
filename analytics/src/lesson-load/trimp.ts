import type { Sex } from '@tizhi/contracts';

/**
 * Banister's weights of a minute by the share of heart-rate reserve: `a * exp(b * reserve)`, from the lactate of a
 * few grown men and women (Banister, in Physiological Testing of Elite Athletes, 1991; Morton et al., J Appl Physiol
 * 1990;69:1171-7). Nobody has found such constants for children: low confidence, fit to compare lessons of one child.
 */
export const BANISTER = {
  male: { a: 0.64, b: 1.92 },
  female: { a: 0.86, b: 1.67 },
} as const satisfies Record<Sex, { readonly a: number; readonly b: number }>;

export interface TrimpBody {
  readonly sex: Sex;
  readonly maxBpm: number;
  readonly restingBpm: number;
}

/** Training impulse of one minute at this rate: 0 at rest; a rate above maximum counts as maximum. */
export function trimpPerMinute(bpm: number, { sex, maxBpm, restingBpm }: TrimpBody): number {
  const reserve = Math.min(1, Math.max(0, (bpm - restingBpm) / (maxBpm - restingBpm)));
  const { a, b } = BANISTER[sex];
  return reserve * a * Math.exp(b * reserve);
}
