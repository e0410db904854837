import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type City, cityPupil } from '../city/index.ts';
import { deviateScale } from './deviate.ts';
import { DEFAULT_REFERENCE, referenceFrom, trajectoryOf } from './index.ts';

const historiesOf = (city: City, count: number) =>
  Array.from({ length: count }, (_, n) => cityPupil(city, n * Math.floor(city.pupils / count)).history);
const DISTRICT: City = { seed: 5, pupils: 300_000, lastSchoolYear: 2022, cohorts: 3 };
const LATER: City = { seed: 6, pupils: 300_000, lastSchoolYear: 2026, cohorts: 3 };

describe('a reference from a district’s own histories', () => {
  const own = referenceFrom(historiesOf(DISTRICT, 6000), { version: 'district' });

  it('holds 90 % intervals of later pupils of other schools to about 90 %, by number of known tests too', () => {
    const held: Record<string, boolean[]> = {};
    for (const history of historiesOf(LATER, 3000)) {
      const truth = trajectoryOf(history, own).tests.find(({ grade }) => grade === '8')?.total;
      if (truth == null) continue;
      for (const grades of [['4'], ['4', '6']]) {
        const { forecast } = trajectoryOf(
          { ...history, tests: history.tests.filter(({ grade }) => grades.includes(grade)) },
          own,
        );
        if (forecast?.total == null) continue;
        const list = held[forecast.from.join('+')] ?? [];
        held[forecast.from.join('+')] = [
          ...list,
          truth >= forecast.total.low && truth <= forecast.total.high,
        ];
      }
    }
    expect(Object.keys(held).sort()).toEqual(['4', '4+6', '6']);
    for (const key of ['4', '4+6']) {
      const coverage = (held[key] ?? []).filter(Boolean).length / (held[key]?.length ?? 1);
      expect(coverage, key).toBeGreaterThan(0.87);
      expect(coverage, key).toBeLessThan(0.93);
    }
  });

  it('knows cohorts of their own, unless asked not to', () => {
    const years = (reference: typeof own) => new Set(reference.groups.map(({ schoolYear }) => schoolYear));
    expect(years(own).size).toBeGreaterThan(4);
    const pooled = referenceFrom(historiesOf(DISTRICT, 600), { version: 'd', cohorts: 'pooled' });
    expect([...years(pooled)]).toEqual([null]);
  });

  it('of too few pupils compares nothing and forecasts nothing', () => {
    const few = referenceFrom(historiesOf(DISTRICT, 20), { version: 'few' });
    expect(few).toEqual({ version: 'few', groups: [], forecasts: [] });
    const [history] = historiesOf(DISTRICT, 1);
    if (history === undefined) throw new Error('no pupil');
    const trajectory = trajectoryOf(history, few);
    expect(trajectory.tests[0]?.items.every(({ z, percentile }) => z === null && percentile === null)).toBe(
      true,
    );
  });
});

describe('the scale of a group', () => {
  it('rises with what is better, and gives back the value it came from', () => {
    for (const group of DEFAULT_REFERENCE.groups) {
      const scale = deviateScale(group);
      const worst = group.values[0] ?? 0;
      const best = group.values.at(-1) ?? 0;
      fc.assert(
        fc.property(
          fc.double({ min: 0, max: 1, noNaN: true }),
          fc.double({ min: 0, max: 1, noNaN: true }),
          (a, b) => {
            const [low, high] = [Math.min(a, b), Math.max(a, b)].map(
              (share) => worst + (best - worst) * share,
            );
            expect(scale.deviateOf(low ?? 0)).toBeLessThanOrEqual(scale.deviateOf(high ?? 0) + 1e-6);
            expect(Math.abs(scale.valueOf(scale.deviateOf(low ?? 0)) - (low ?? 0))).toBeLessThan(
              Math.abs(best - worst) * 1e-3 + 1e-6,
            );
          },
        ),
        { numRuns: 30 },
      );
    }
  });
});
