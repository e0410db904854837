import { describe, expect, it } from 'vitest';
import { lesson, tile } from '../samples/samples.ts';
import { inProgress, lessonClock } from './lesson-clock.ts';
import { summaryOf } from './summary.ts';
import { tileView } from './tile-view.ts';

const views = [
  tile(1, { bpm: 100, zone: 1 }),
  tile(2, { bpm: 151, zone: 3 }),
  tile(3, { bpm: 190, zone: 5, ageMs: 8_000, freshness: 'stale' }),
  tile(4, { bpm: null, zone: null, doubt: 'no_contact' }),
  tile(5, { bpm: null, zone: null, at: null, ageMs: null, freshness: 'silent' }),
].map((each) => tileView(each, 0));

describe('the class at a glance', () => {
  it('means over fresh and trusted rates only', () => {
    expect(summaryOf(views, 3)).toMatchObject({ total: 5, heard: 3, meanBpm: 126, unknown: 2 });
  });

  it('counts each pupil once: in a zone or as unknown', () => {
    const { zones, unknown, total } = summaryOf(views, 3);
    expect(zones.map(({ count }) => count)).toEqual([0, 1, 0, 1, 0, 1]);
    expect(zones.reduce((sum, { count }) => sum + count, unknown)).toBe(total);
  });

  it('has heard nobody once the frame itself is old', () => {
    const old = [tile(1), tile(2)].map((each) => tileView(each, 4_000));
    expect(summaryOf(old, 2)).toMatchObject({ heard: 0, meanBpm: null });
  });
});

describe('the lesson clock', () => {
  it('runs, runs over, and stops', () => {
    const running = lesson();
    expect(lessonClock(running, 1_600_000)).toEqual({
      phase: 'running',
      elapsedMs: 600_000,
      remainingMs: 2_100_000,
    });
    expect(lessonClock(running, 3_760_000)).toMatchObject({ phase: 'overrun', overMs: 60_000 });
    expect(lessonClock(lesson({ endedAt: 3_000_000 }), 9_000_000)).toEqual({
      phase: 'ended',
      elapsedMs: 2_000_000,
    });
  });

  it('opens the newest lesson that has not ended', () => {
    const ids = ['lesson-1', 'lesson-2', 'lesson-3'] as LessonIds;
    const [a, b, c] = ids.map((id, i) =>
      lesson({ lesson: id, startedAt: 1_000 + i, endedAt: i === 2 ? 9_000 : null }),
    );
    const all = [a, b, c].filter((each) => each !== undefined);
    expect(inProgress(all)?.lesson).toBe('lesson-2');
    expect(inProgress([])).toBeUndefined();
  });
});

type LessonIds = ReturnType<typeof lesson>['lesson'][];
