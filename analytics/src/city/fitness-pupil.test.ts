import { FitnessHistory, ITEMS, type ItemKey } from '@tizhi/contracts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { itemsOf } from '../standard/index.ts';
import { type City, cityPupil } from './index.ts';

const anyCity: fc.Arbitrary<City> = fc.record({
  seed: fc.integer({ min: 0, max: 2 ** 31 }),
  pupils: fc.integer({ min: 5, max: 3_000_000 }),
  lastSchoolYear: fc.integer({ min: 2015, max: 2060 }),
  cohorts: fc.integer({ min: 1, max: 8 }),
});
const anyPupilOf = anyCity.chain((city) =>
  fc.record({ city: fc.constant(city), index: fc.integer({ min: 0, max: city.pupils - 1 }) }),
);

it('the same seed gives the same pupil, whoever was asked for before', () => {
  fc.assert(
    fc.property(anyPupilOf, ({ city, index }) => {
      const first = cityPupil(city, index);
      cityPupil(city, (index + 1) % city.pupils);
      expect(cityPupil({ ...city }, index)).toEqual(first);
    }),
  );
});

it('another seed gives another pupil', () => {
  const city: City = { seed: 1, pupils: 100, lastSchoolYear: 2025, cohorts: 5 };
  const same = Array.from({ length: 100 }, (_, index) => index).filter(
    (index) =>
      JSON.stringify(cityPupil(city, index).history) ===
      JSON.stringify(cityPupil({ ...city, seed: 2 }, index).history),
  );
  expect(same).toEqual([]);
});

it('every history holds to the contract, at ages that the grade has, marked as synthetic', () => {
  fc.assert(
    fc.property(anyPupilOf, ({ city, index }) => {
      const { history } = cityPupil(city, index);
      expect(FitnessHistory.parse(history)).toEqual(history);
      expect(history.subject).toMatch(/^syn-/);
      for (const test of history.tests) {
        const years = (test.ageMonths ?? 0) / 12 - Number(test.grade);
        expect(years).toBeGreaterThanOrEqual(5);
        expect(years).toBeLessThan(6.3);
      }
    }),
    { numRuns: 500 },
  );
});

it('every result is in its legal range and at its stored precision; what is missing has one reason', () => {
  fc.assert(
    fc.property(anyPupilOf, ({ city, index }) => {
      for (const { grade, sex, values, notMeasured } of cityPupil(city, index).history.tests) {
        const own = itemsOf(grade, sex).flatMap(({ item }): ItemKey[] =>
          item === 'bmi' ? ['height', 'weight'] : [item],
        );
        expect([...Object.keys(values), ...Object.keys(notMeasured)].toSorted()).toEqual(own.toSorted());
        for (const [item, value] of Object.entries(values) as [ItemKey, number][]) {
          const { min, max, decimals } = ITEMS[item];
          expect(value, item).toBeGreaterThanOrEqual(min);
          expect(value, item).toBeLessThanOrEqual(max);
          expect(Number(value.toFixed(decimals)), item).toBe(value);
        }
      }
    }),
    { numRuns: 2_000 },
  );
});
