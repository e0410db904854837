import type { PupilDayView } from '@tizhi/contracts';
import { LevelSummary } from '@tizhi/contracts';
import { describe, expect, it } from 'vitest';
import { levelSummaries, levelSummary } from './level-summary.ts';
import { pupil, scene } from './test-day.fixture.ts';

const [blank] = scene([pupil('ann')]).fold().pupils;

function withTotal(total: number | null, more: Partial<PupilDayView> = {}): PupilDayView {
  if (blank === undefined) throw new Error('no pupil');
  const level =
    total === null ? null : total >= 90 ? 'excellent' : total >= 80 ? 'good' : total >= 60 ? 'pass' : 'fail';
  return { ...blank, total, level, ...more };
}

describe('the shares of a class', () => {
  it('are of the pupils with a total; the others are counted and share in nothing', () => {
    const pupils = [95, 82.5, 60, 59.9, 71.1, 80].map((total) => withTotal(total));
    const summary = levelSummary([...pupils, withTotal(null)]);
    expect(LevelSummary.parse(summary)).toEqual({
      pupils: 7,
      complete: 6,
      excellent: 1,
      good: 2,
      pass: 2,
      fail: 1,
      excellentRate: 16.7,
      atLeastGood: 50,
      atLeastPass: 83.3,
      failRate: 16.7,
      meanTotal: 74.8, // 448.5 / 6 = 74.75, half-up
    });
  });

  it('are nothing while nobody has a total', () => {
    expect(levelSummary([withTotal(null)])).toMatchObject({
      pupils: 1,
      complete: 0,
      excellentRate: null,
      atLeastPass: null,
      meanTotal: null,
    });
  });

  it('are given for the school, the grades in their order and the classes', () => {
    const at = (name: string, grade: PupilDayView['grade'], total: number) =>
      withTotal(total, { class: pupil('x', { class: name }).class, grade });
    const found = levelSummaries([at('c10-1', '10', 90), at('c2-2', '2', 50), at('c2-1', '2', 70)]);
    expect(found.school).toMatchObject({ pupils: 3, meanTotal: 70 });
    expect(found.grades.map(({ grade, summary }) => [grade, summary.atLeastPass])).toEqual([
      ['2', 50],
      ['10', 100],
    ]);
    expect(found.classes.map((one) => [one.class, one.summary.pupils])).toEqual([
      ['c10-1', 1],
      ['c2-1', 1],
      ['c2-2', 1],
    ]);
  });
});
