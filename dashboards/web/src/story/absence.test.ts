import { FitnessTest, type StoryResponse } from '@tizhi/contracts';
import { describe, expect, it } from 'vitest';
import { story } from '../samples/care-samples.ts';
import { itemAbsence, totalAbsence } from './absence.ts';
import { itemStories, totalTrack } from './story-tracks.ts';

/** The grade 6 test lacks 50 m, sit and reach and weight, for the reasons given. */
function told(notMeasured: Readonly<Record<string, string>>): StoryResponse {
  const base = story();
  const tests = base.trajectory.tests.map((test) =>
    test.grade === '6'
      ? { ...test, total: null, level: null, items: test.items.map((each) => ({ ...each, value: null })) }
      : test,
  );
  const newest = FitnessTest.parse({
    schoolYear: 2023,
    grade: '6',
    sex: 'female',
    ageMonths: null,
    testedOn: null,
    values: { height: 150 },
    notMeasured,
    bloodPressure: null,
    source: 'test_day',
  });
  return { ...story({ tests, forecast: null }), tests: [newest] };
}
const totalOf = (of: StoryResponse) => {
  const latest = of.trajectory.tests.at(-1);
  return latest === undefined ? null : totalAbsence(of, latest);
};
const ALL = { weight: 'exempt', run_50m: 'exempt', sit_and_reach: 'exempt' };

describe('a test without a total', () => {
  it.each([
    ['exempt', ALL],
    ['deferred', { ...ALL, run_50m: 'deferred' }],
    ['missing', { ...ALL, run_50m: 'missing' }],
    ['missing', { ...ALL, run_50m: 'absent' }],
    ['missing', { weight: 'exempt', run_50m: 'exempt' }],
    ['missing', {}],
  ])('is %s where %j is written down', (absence, notMeasured) => {
    expect(totalOf(told(notMeasured))).toBe(absence);
  });

  it('is missing where the test itself is not told', () => {
    expect(totalOf({ ...told(ALL), tests: [] })).toBe('missing');
  });

  it('has a body-mass index that lacks what its weight lacks', () => {
    const item = { schoolYear: 2023, item: 'bmi' } as const;
    expect(itemAbsence(told({ weight: 'deferred', height: 'exempt' }), item)).toBe('deferred');
    expect(itemAbsence(told({}), item)).toBe('missing');
  });

  it('says so on the charts, of the total and of the item', () => {
    const words = { grade: String, expected: String, absence: (why: string) => why };
    const of = told({ ...ALL, run_50m: 'deferred' });
    expect(totalTrack(of, words).map(({ text }) => text)).toEqual(['71', 'deferred']);
    const run = itemStories(of, words).find(({ item }) => item === 'run_50m');
    expect(run?.track.points.map(({ text }) => text)).toEqual(['9.8', 'deferred']);
  });
});
