import { LessonId } from '@tizhi/contracts';
import { describe, expect, it } from 'vitest';
import { attempt, lesson } from '../samples/samples.ts';
import { inScope, MAX_HELD, newestFirst, noResultsYet, resultsStep } from './results-state.ts';

describe('the results page', () => {
  it('shows what arrived last first, and only what arrived as new', () => {
    let state = resultsStep(noResultsYet, { kind: 'loaded', results: [attempt(2), attempt(1)] });
    state = resultsStep(state, { kind: 'arrived', results: [attempt(3)], now: 77 });
    expect(newestFirst([...state.byId.values()])).toEqual([attempt(3), attempt(2), attempt(1)]);
    expect([...state.arrivedAt]).toEqual([[attempt(3).attempt, 77]]);
  });

  it('replaces an attempt that comes again, and does not call it new', () => {
    let state = resultsStep(noResultsYet, { kind: 'loaded', results: [attempt(1, { score: null })] });
    state = resultsStep(state, { kind: 'arrived', results: [attempt(1, { score: 85 })], now: 5 });
    expect([...state.byId.values()]).toEqual([attempt(1, { score: 85 })]);
    expect(state.arrivedAt.size).toBe(0);
  });

  it('holds a bounded number, forgets the oldest and counts them', () => {
    const results = Array.from({ length: MAX_HELD + 3 }, (_, i) => ({ ...attempt(0), ...ids(i) }));
    const state = resultsStep(noResultsYet, { kind: 'arrived', results, now: 1 });
    expect([state.byId.size, state.arrivedAt.size, state.forgotten]).toEqual([MAX_HELD, MAX_HELD, 3]);
    expect(state.byId.has(ids(0).attempt)).toBe(false);
  });

  it('counts an attempt without a lesson to the lesson during which it was made', () => {
    const running = lesson({ startedAt: 1_000_000, endedAt: 2_000_000 });
    const other = LessonId.parse('lesson-9');
    expect(inScope(attempt(1), running)).toBe(true);
    expect(inScope(attempt(1, { lesson: other }), running)).toBe(false);
    expect(inScope(attempt(1, { lesson: null }), running)).toBe(true);
    expect(inScope(attempt(1, { lesson: null, at: 2_000_001 }), running)).toBe(false);
    expect(inScope(attempt(1, { lesson: other }), null)).toBe(true);
  });
});

const ids = (n: number) => {
  const { attempt: id, receivedAt } = attempt(n);
  return { attempt: id, receivedAt };
};
