import { type City, cityPupil } from '@tizhi/analytics';
import type { FitnessTest, SchoolYear, Sex } from '@tizhi/contracts';
import type { Pupil } from '@tizhi/storage';

/** Synthetic lives are looked for among so many; each class takes a few dozen. */
const CITY_PUPILS = 3_000;
const SEED = 2_026;

/** A synthetic pupil of the demo with the tests that lie behind them, drawn from the synthetic city. */
export interface DemoLife {
  readonly pupil: Pupil;
  /** Oldest first; the last one is of the present grade. */
  readonly tests: readonly FitnessTest[];
}

/**
 * Gives each pupil of a class (of one tested grade) the tests of somebody of the synthetic city of the same sex:
 * the same people have the same lives at every start.
 */
export function livesOf(
  pupils: readonly Pupil[],
  of: { readonly grade: '6' | '8'; readonly schoolYear: SchoolYear },
): DemoLife[] {
  const city: City = {
    seed: SEED + Number(of.grade),
    pupils: CITY_PUPILS,
    lastSchoolYear: of.schoolYear + (8 - Number(of.grade)),
    cohorts: 1,
  };
  const waiting: Record<Sex, FitnessTest[][]> = { male: [], female: [] };
  let index = 0;
  const next = (sex: Sex): FitnessTest[] => {
    for (; waiting[sex].length === 0 && index < CITY_PUPILS; index += 1) {
      const drawn = cityPupil(city, index);
      const tests = drawn.history.tests.filter(({ schoolYear }) => schoolYear <= of.schoolYear);
      if (tests.at(-1)?.grade === of.grade && tests.length === Number(of.grade) / 2 - 1)
        waiting[drawn.sex].push(tests);
    }
    return waiting[sex].shift() ?? [];
  };
  return pupils.map((pupil) => ({
    pupil,
    tests: next(pupil.sex).map((test) => ({ ...test, source: 'import' })),
  }));
}
