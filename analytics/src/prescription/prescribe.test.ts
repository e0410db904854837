import { Prescription } from '@tizhi/contracts';
import { describe, expect, it } from 'vitest';
import { drillOf, prescribe } from './index.ts';
import { answersWith, BOY_8, drillIds, GIRL_4, historyOf, planOf } from './prescription.fixture.ts';

const prescribed = (test = BOY_8) => planOf(prescribe({ history: historyOf(test), answers: answersWith() }));

describe('prescribe', () => {
  it('gives a plan that its schema allows, for grade 4 and for grade 8', () => {
    for (const test of [BOY_8, GIRL_4])
      expect(Prescription.safeParse(prescribed(test)).error).toBeUndefined();
  });

  it('gives other drills to another body-mass class, not less of the same', () => {
    const heavy = prescribed({ ...BOY_8, values: { ...BOY_8.values, weight: 85 } });
    const light = prescribed();
    expect(heavy.focus.map(({ item }) => item)).toEqual(light.focus.map(({ item }) => item));
    expect(drillIds(heavy)).not.toEqual(drillIds(light));
    expect(drillIds(heavy).map((id) => drillOf(id)?.impact)).not.toContain('high');
    expect(drillIds(light).map((id) => drillOf(id)?.impact)).toContain('high');
  });

  it('asks where answers are missing, refers on a positive one, and excludes with fever', () => {
    const history = historyOf(BOY_8);
    expect(prescribe({ history, answers: null })).toMatchObject({ kind: 'refer', action: 'ask' });
    expect(prescribe({ history, answers: answersWith('fainting') })).toMatchObject({
      kind: 'refer',
      action: 'refer',
      answers: ['fainting'],
    });
    expect(prescribe({ history, answers: answersWith('fever', 'fainting') })).toMatchObject({
      kind: 'refer',
      action: 'exclude',
      answers: ['fever'],
    });
  });
});
