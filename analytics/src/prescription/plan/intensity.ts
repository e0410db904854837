import type { FitnessTest, Intensity, Level } from '@tizhi/contracts';
import { estimateMaxBpm } from '../../heart/index.ts';
import { because, RESTS_ON } from './because.ts';

/** Shares of the maximum heart rate and OMNI ratings by the weakest level of the plan's focus. */
const ZONES: Readonly<
  Record<Level, { readonly percent: readonly [number, number]; readonly rpe: readonly [number, number] }>
> = {
  fail: { percent: [60, 75], rpe: [4, 5] },
  pass: { percent: [65, 80], rpe: [4, 6] },
  good: { percent: [65, 85], rpe: [5, 7] },
  excellent: { percent: [70, 85], rpe: [5, 7] },
};

/** A measured maximum outside this range, bpm, is a fault of the measurement. */
const PLAUSIBLE_MAX = { min: 150, max: 230 } as const;

/** Completed years: what was given, else the age at the test, else the usual age of the grade. */
export function ageFor(
  test: FitnessTest,
  ageYears: number | undefined,
): { years: number; fromGrade: boolean } {
  const known = ageYears ?? (test.ageMonths === null ? undefined : Math.floor(test.ageMonths / 12));
  return known === undefined
    ? { years: gradeNumber(test.grade) + 6, fromGrade: true }
    : { years: known, fromGrade: false };
}

/** Grade as a number; university counts as the last year of school. */
export const gradeNumber = (grade: FitnessTest['grade']): number =>
  grade === 'u12' || grade === 'u34' ? 12 : Number(grade);

/** Heart-rate range and OMNI rating of a plan. */
export function intensityOf(of: {
  readonly test: FitnessTest;
  readonly level: Level;
  readonly ageYears?: number | undefined;
  readonly measuredMaxBpm?: number | undefined;
}): Intensity {
  const { percent, rpe } = ZONES[of.level];
  const measured = of.measuredMaxBpm;
  const isMeasured = measured !== undefined && measured >= PLAUSIBLE_MAX.min && measured <= PLAUSIBLE_MAX.max;
  const { years, fromGrade } = ageFor(of.test, of.ageYears);
  const maxBpm = isMeasured ? Math.round(measured) : estimateMaxBpm(years);
  const [low, high] = percent;
  const zone = [`最大心率的 ${low}–${high}%`, `${low}-${high} % of the maximum heart rate`] as const;
  const basis = isMeasured
    ? (['最大心率为实测', 'the maximum was measured'] as const)
    : ([
        `最大心率为估计值 208 − 0.7×年龄（${years} 岁${fromGrade ? '，按年级推算' : ''}），个体相差 10–12 次`,
        `the maximum is an estimate, 208 - 0.7 x age (${years} years${fromGrade ? ', by the grade' : ''}), people differ by 10-12`,
      ] as const);
  return {
    lowBpm: Math.round((maxBpm * low) / 100),
    highBpm: Math.round((maxBpm * high) / 100),
    maxBpm,
    maxBasis: isMeasured ? 'measured' : 'estimated',
    rpeLow: rpe[0],
    rpeHigh: rpe[1],
    because: because(
      [
        `${zone[0]}，${basis[0]}；自觉用力 ${rpe[0]}–${rpe[1]}（0–10）更实用`,
        `${zone[1]}; ${basis[1]}; effort ${rpe[0]}-${rpe[1]} of 10 (OMNI) is the more practical guide`,
      ],
      [`${isMeasured ? '' : `${RESTS_ON.maxBpm[0]}; `}${RESTS_ON.zones[0]}`, 'low'],
    ),
  };
}
