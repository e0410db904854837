import { describe, expect, it } from 'vitest';
import { clipsOf } from './manifest.ts';

const film = (exercise: string, truth: object) => ({
  kind: 'video',
  file: 'a.mp4',
  exercise,
  ground_truth: truth,
});

describe('the films of a manifest', () => {
  it('are its videos, with the item that the exercise means', () => {
    const entries = [
      film('rope_skipping', { count: 20, tolerance: 1, confidence: 'high' }),
      { kind: 'ecg', file: 'b.csv' },
      film('other:walking', { count: 0 }),
    ];
    expect(clipsOf({ entries })).toEqual([
      { file: 'a.mp4', item: 'rope_skip_1min', count: 20, tolerance: 1, confidence: 'high' },
      { file: 'a.mp4', item: null, count: 0, tolerance: 0, confidence: 'not stated' },
    ]);
  });

  it('have a count that can be', () => {
    expect(() => clipsOf({ entries: [film('squat', { count: -1 })] })).toThrow();
    expect(() => clipsOf({ films: [] })).toThrow();
  });
});
