import type { FitnessTest, ItemStanding, TestStanding } from '@tizhi/contracts';
import { formatItemValue, itemsOf, scorePupil } from '../standard/index.ts';
import type { CompiledReference } from './compiled.ts';
import { normalShare } from './normal.ts';
import { pointsOf } from './points.ts';

const NOT_MEASURED = '—';
const SHOWN = 100;

/** One test scored by the standard and set against the reference's pupils of the same grade, sex and,
 * where it knows it, cohort. */
export function standingOf(test: FitnessTest, reference: CompiledReference): TestStanding {
  const { schoolYear, grade, sex } = test;
  const { items, total, level } = scorePupil({ grade, sex, values: test.values });
  return {
    schoolYear,
    grade,
    items: itemsOf(grade, sex).map(({ item }): ItemStanding => {
      const scored = items[item];
      if (scored === undefined)
        return {
          item,
          value: null,
          display: NOT_MEASURED,
          score: null,
          level: null,
          percentile: null,
          z: null,
        };
      const z = reference.cohortScaleOf(test, item)?.deviateOf(scored.value) ?? null;
      return {
        item,
        value: scored.value,
        display: formatItemValue(item, scored.value),
        score: scored.score,
        level: scored.level,
        percentile: z === null || item === 'bmi' ? null : rounded(100 * normalShare(z), 10),
        z: z === null ? null : rounded(z, SHOWN),
      };
    }),
    total,
    level,
    points: pointsOf(test, total),
  };
}

const rounded = (value: number, scale: number): number => Math.round(value * scale) / scale + 0;
