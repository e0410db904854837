import { ScreeningFact } from '@tizhi/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitnessTest } from './fitness-test.fixture.ts';
import { screeningOf } from './index.ts';

const resultsOf = (...said: Parameters<typeof fitnessTest>) =>
  Object.fromEntries(screeningOf(fitnessTest(...said)).map(({ kind, result }) => [kind, result]));

describe('growth screening', () => {
  it('a boy of 10 years: 21.9 kg/m² is obese, 21.8 overweight, 19.1 within (WS/T 586, 10.0-10.5 y)', () => {
    const at = (weight: number) =>
      resultsOf({ ageMonths: 120, values: { height: 100, weight } }).overweight_obesity;
    expect([at(21.9), at(21.8), at(19.2), at(19.1)]).toEqual(['obese', 'overweight', 'overweight', 'within']);
  });

  it('the half-year of age decides: 119 months still falls into 9.5-10.0 y', () => {
    const facts = [119, 120].map(
      (ageMonths) => screeningOf(fitnessTest({ ageMonths, values: { height: 100, weight: 19 } }))[0],
    );
    expect(facts).toMatchObject([
      { result: 'overweight', threshold: 18.9 },
      { result: 'within', threshold: 19.2 },
    ]);
  });

  it('girls have their own tables: 13.0 y is overweight from 22.2, the cell where the sources disagree', () => {
    const [fact] = screeningOf(
      fitnessTest({ sex: 'female', ageMonths: 156, values: { height: 100, weight: 22.2 } }),
    );
    expect(fact).toMatchObject({ result: 'overweight', standard: 'WS/T 586-2018' });
    expect(fact?.support).toContain('duplicates its 13.5 row');
  });

  it('the index is rounded half-up to a tenth before it is compared: 13.25 is 13.3, mild', () => {
    expect(resultsOf({ ageMonths: 72, values: { height: 200, weight: 53 } }).wasting).toBe('mild_wasting');
    expect(resultsOf({ ageMonths: 72, values: { height: 200, weight: 52.9 } }).wasting).toBe(
      'moderate_severe_wasting',
    );
  });

  it('one fact implies no other: a short boy may be obese, within for wasting and stunted at once', () => {
    expect(resultsOf({ ageMonths: 120, values: { height: 125, weight: 36 } })).toEqual({
      overweight_obesity: 'obese',
      wasting: 'within',
      stunting: 'stunted',
      blood_pressure: 'unknown',
    });
  });

  it('the height decides the band of blood pressure: a boy of 10 at 129.9 cm and at 130.0 cm', () => {
    const thresholds = [129.9, 130].map(
      (height) =>
        screeningOf(
          fitnessTest({
            ageMonths: 120,
            values: { height },
            bloodPressure: { systolic: 150, diastolic: 95 },
          }),
        )[3]?.threshold,
    );
    expect(thresholds[0]).toBeLessThan(thresholds[1] ?? 0);
  });

  it.each([
    ['no_age', { ageMonths: null, values: { height: 140, weight: 35 } }],
    ['no_table', { ageMonths: 71, values: { height: 115, weight: 20 } }],
  ] as const)('%s: nothing is said, and why', (reason, said) => {
    const facts = screeningOf(fitnessTest({ ...said, bloodPressure: { systolic: 110, diastolic: 70 } }));
    expect(facts.map((fact) => [fact.result, fact.reason, fact.value, fact.threshold])).toEqual(
      facts.map(() => ['unknown', reason, null, null]),
    );
  });

  it('says which measurement is missing', () => {
    expect(
      screeningOf(fitnessTest({ values: { weight: 40 }, bloodPressure: null })).map(({ reason }) => reason),
    ).toEqual(['no_height', 'no_height', 'no_height', 'no_blood_pressure']);
    expect(
      screeningOf(
        fitnessTest({ values: { height: 150 }, bloodPressure: { systolic: 110, diastolic: 70 } }),
      ).map(({ reason }) => reason),
    ).toEqual(['no_weight', 'no_weight', null, null]);
  });

  it('past 18 years the last rows hold, blood pressure has none', () => {
    const facts = screeningOf(
      fitnessTest({
        ageMonths: 230,
        values: { height: 170, weight: 90 },
        bloodPressure: { systolic: 110, diastolic: 70 },
      }),
    );
    expect(facts.map(({ result }) => result)).toEqual(['obese', 'within', 'within', 'unknown']);
  });

  it('whatever is measured, every fact is a valid message, and heavier is never nearer to wasting', () => {
    const order = ['moderate_severe_wasting', 'mild_wasting', 'within'];
    fc.assert(
      fc.property(
        fc.constantFrom('male', 'female'),
        fc.integer({ min: 60, max: 240 }),
        fc.double({ min: 80, max: 200, noNaN: true }),
        fc.double({ min: 14, max: 120, noNaN: true }),
        fc.double({ min: 0, max: 30, noNaN: true }),
        (sex, ageMonths, height, weight, more) => {
          const [before, after] = [weight, weight + more].map((kg) =>
            screeningOf(fitnessTest({ sex, ageMonths, values: { height, weight: kg } })),
          );
          for (const fact of before ?? []) expect(() => ScreeningFact.parse(fact)).not.toThrow();
          expect(order.indexOf(after?.[1]?.result ?? '')).toBeGreaterThanOrEqual(
            order.indexOf(before?.[1]?.result ?? ''),
          );
        },
      ),
    );
  });
});
