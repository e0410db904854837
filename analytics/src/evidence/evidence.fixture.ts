import {
  ClassId,
  type FitnessTest,
  type Grade,
  ITEMS,
  type ItemKey,
  type Sex,
  SubjectId,
} from '@tizhi/contracts';
import { itemsOf } from '../standard/index.ts';
import type { EvidenceTest } from './complete-test.ts';
import { normals, seeded } from './simulate-programme.ts';

/** A class of synthetic pupils; `shift`: standard deviations by which they are better. */
export interface SyntheticClass {
  readonly class: string;
  readonly grade: Grade;
  readonly boys: number;
  readonly girls: number;
  readonly shift: number;
}

/** Middle, spread, and 1 where more is better. */
const DRAWS: Readonly<Record<ItemKey, readonly [middle: number, spread: number, better: 1 | -1]>> = {
  height: [150, 8, 1],
  weight: [43, 8, -1],
  vital_capacity: [2_300, 500, 1],
  run_50m: [9.2, 0.8, -1],
  sit_and_reach: [9, 6, 1],
  rope_skip_1min: [110, 30, 1],
  sit_up_1min: [34, 9, 1],
  shuttle_50m_x8: [110, 12, -1],
  pull_up: [5, 4, 1],
  standing_long_jump: [175, 25, 1],
  run_1000m: [270, 35, -1],
  run_800m: [245, 30, -1],
};

/** Complete tests of made-up pupils, the same for the same seed. */
export function syntheticTests(of: {
  readonly schoolYear: number;
  readonly seed: number;
  readonly classes: readonly SyntheticClass[];
}): EvidenceTest[] {
  const normal = normals(seeded(of.seed));
  const draw = (item: ItemKey, shift: number): number => {
    const [middle, spread, better] = DRAWS[item];
    const { min, max, decimals } = ITEMS[item];
    const value = middle + better * spread * (0.7 * normal() + shift);
    return Number(Math.min(max, Math.max(min, value)).toFixed(decimals));
  };
  return of.classes.flatMap((own) =>
    Array.from({ length: own.boys + own.girls }, (_, seat): EvidenceTest => {
      const sex: Sex = seat < own.boys ? 'male' : 'female';
      const shift = own.shift + 0.7 * normal();
      const keys = itemsOf(own.grade, sex).flatMap(({ item }): ItemKey[] =>
        item === 'bmi' ? ['height', 'weight'] : [item],
      );
      return {
        subject: SubjectId.parse(`${own.class}-${seat}`),
        class: ClassId.parse(own.class),
        test: {
          schoolYear: of.schoolYear,
          grade: own.grade,
          sex,
          ageMonths: null,
          testedOn: null,
          values: Object.fromEntries(keys.map((item) => [item, draw(item, shift)])),
          notMeasured: {},
          bloodPressure: null,
          source: 'test_day',
        } satisfies FitnessTest,
      };
    }),
  );
}
