import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attempt, subject } from '../samples/samples.ts';
import { bestScores, binsOf, progressOf } from './progress.ts';
import { valueText } from './value-text.ts';

describe('progress', () => {
  it('counts pupils with a valid result, not attempts', () => {
    const results = [
      attempt(1),
      attempt(2),
      attempt(3, { subject: subject(2) }),
      attempt(4, { subject: subject(3), value: null, score: null, doubt: 'out_of_range' }),
      attempt(5, { subject: null, score: null }),
      attempt(6, { item: 'height', unit: 'cm' }),
    ];
    expect(progressOf(results)).toEqual([
      { item: 'height', done: 1 },
      { item: 'standing_long_jump', done: 2 },
    ]);
  });
});

describe('the distribution', () => {
  it('takes the best of each pupil, and height and weight as one', () => {
    const results = [
      attempt(1, { score: 60 }),
      attempt(2, { score: 85 }),
      attempt(3, { score: 70 }),
      attempt(4, { item: 'height', score: 100 }),
      attempt(5, { item: 'weight', score: 100 }),
      attempt(6, { subject: null, score: 90 }),
    ];
    expect(bestScores(results)).toEqual([85, 100]);
  });

  it('puts every score of 0 to 100 into exactly one bin', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100 })), (scores) => {
        expect(binsOf(scores).reduce((sum, bin) => sum + bin.count, 0)).toBe(scores.length);
      }),
    );
    expect(binsOf([59, 60, 89, 90, 100]).map((bin) => bin.count)).toEqual([0, 0, 0, 0, 0, 1, 1, 0, 1, 2]);
  });
});

describe('a value', () => {
  it.each([
    [attempt(1), '182', '厘米'],
    [attempt(1, { item: 'run_1000m', value: 225, unit: 's', display: `3'45"` }), `3'45"`, ''],
    [attempt(1, { value: null, display: '-', doubt: 'unstable' }), '-', ''],
  ])('is shown with its unit, unless it carries it: %#', (result, value, unit) => {
    expect(valueText(result, 'zh')).toEqual({ value, unit });
  });

  it('has its unit in the language of the reader', () => {
    expect(valueText(attempt(1), 'en').unit).toBe('cm');
  });
});
