import {
  type FitnessHistory,
  ITEMS,
  type ItemKey,
  SEXES,
  type Sex,
  SubjectId,
  type TestedGrade,
} from '@tizhi/contracts';
import { roundItemValue } from '../standard/index.ts';

/** Middle and spread by item for grades 4, 6 and 8, boys and girls: invented round numbers near the standard's tables. */
const MIDDLES: Readonly<
  Partial<Record<ItemKey, readonly [boys: readonly number[], girls: readonly number[], spread: number]>>
> = {
  height: [[140, 152, 165], [141, 153, 159], 7],
  weight: [[35, 44, 54], [34, 43, 50], 8],
  vital_capacity: [[1800, 2400, 3200], [1600, 2150, 2600], 420],
  run_50m: [[9.9, 9.2, 8.4], [10.2, 9.6, 9.1], 0.7],
  sit_and_reach: [[6, 5, 6], [9, 9, 10], 6],
  rope_skip_1min: [[95, 115, 0], [100, 120, 0], 25],
  sit_up_1min: [[28, 33, 0], [27, 32, 36], 9],
  shuttle_50m_x8: [[0, 112, 0], [0, 115, 0], 10],
  standing_long_jump: [[0, 0, 195], [0, 0, 165], 20],
  pull_up: [[0, 0, 4], [0, 0, 0], 4],
  run_1000m: [[0, 0, 270], [0, 0, 0], 28],
  run_800m: [[0, 0, 0], [0, 0, 250], 24],
};

/** Seeded normal numbers (sum of twelve). */
export function normals(seed: number): () => number {
  let state = seed >>> 0;
  const share = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return () => {
    let sum = -6;
    for (let n = 0; n < 12; n += 1) sum += share();
    return sum;
  };
}

/**
 * Synthetic pupils with tests in grades 4, 6 and 8: a general factor, one of each item that lasts, and the day's luck.
 * The same seed, the same pupils.
 */
export function syntheticHistories(count: number, seed: number): FitnessHistory[] {
  const normal = normals(seed);
  return Array.from({ length: count }, (_, n) => {
    const sex = SEXES[n % 2] ?? 'male';
    const general = normal();
    const lasting: Partial<Record<ItemKey, number>> = {};
    const tests = (['4', '6', '8'] as const).map((grade, when) => ({
      schoolYear: 2020 + 2 * when,
      grade,
      sex,
      ageMonths: 117 + 24 * when,
      testedOn: null,
      values: valuesOf({ grade, sex, when, general, lasting, normal }),
      notMeasured: {},
      bloodPressure: null,
      source: 'import' as const,
    }));
    return { subject: SubjectId.parse(`synthetic-${seed}-${n}`), tests };
  });
}

function valuesOf(pupil: {
  readonly grade: TestedGrade;
  readonly sex: Sex;
  readonly when: number;
  readonly general: number;
  readonly lasting: Partial<Record<ItemKey, number>>;
  readonly normal: () => number;
}): Partial<Record<ItemKey, number>> {
  const { sex, when, general, lasting, normal } = pupil;
  const values: Partial<Record<ItemKey, number>> = {};
  for (const [item, [boys, girls, spread]] of Object.entries(MIDDLES) as [
    ItemKey,
    NonNullable<(typeof MIDDLES)[ItemKey]>,
  ][]) {
    const middle = (sex === 'male' ? boys : girls)[when] ?? 0;
    if (middle === 0) continue;
    lasting[item] ??= normal();
    const { min, max } = ITEMS[item];
    const better = item.startsWith('run') || item.startsWith('shuttle') ? -1 : 1;
    const shared = item === 'height' || item === 'weight' ? 0 : 0.5 * general;
    const deviate = shared + 0.65 * (lasting[item] ?? 0) + 0.55 * normal();
    const value = middle + better * spread * deviate;
    values[item] = roundItemValue(item, Math.round(Math.min(max, Math.max(min, value)) * 10) / 10);
    if (ITEMS[item].decimals === 0) values[item] = Math.round(values[item] ?? 0);
  }
  return values;
}
