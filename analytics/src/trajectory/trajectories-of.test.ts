import { describe, expect, it } from 'vitest';
import { cityPupil } from '../city/index.ts';
import { trajectoriesOf, trajectoryOf } from './index.ts';

const CITY = { seed: 5, pupils: 100_000, lastSchoolYear: 2025, cohorts: 5 };

describe('the trajectories of a history', () => {
  it('are after each test what the trajectory of the tests so far is', () => {
    for (let index = 0; index < 200; index += 1) {
      const { history } = cityPupil(CITY, index * 499);
      const after = trajectoriesOf(history);
      expect(after).toHaveLength(history.tests.length);
      for (const [n, { history: known, trajectory }] of after.entries()) {
        expect(known).toEqual({ subject: history.subject, tests: history.tests.slice(0, n + 1) });
        expect(trajectory).toEqual(trajectoryOf(known));
      }
    }
  });

  it('of nobody are none', () => {
    expect(trajectoriesOf({ subject: cityPupil(CITY, 0).history.subject, tests: [] })).toEqual([]);
  });
});
