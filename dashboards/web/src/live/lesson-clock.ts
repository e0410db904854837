import type { LessonSummary } from '@tizhi/contracts';

/** Where a lesson stands at `now` (same clock as the lesson's times), spans in ms. */
export type LessonClock =
  | { readonly phase: 'running'; readonly elapsedMs: number; readonly remainingMs: number }
  | { readonly phase: 'overrun'; readonly elapsedMs: number; readonly overMs: number }
  | { readonly phase: 'ended'; readonly elapsedMs: number };

export function lessonClock(lesson: LessonSummary, now: number): LessonClock {
  const { startedAt, plannedEndAt, endedAt } = lesson;
  if (endedAt !== null) return { phase: 'ended', elapsedMs: endedAt - startedAt };
  const elapsedMs = Math.max(0, now - startedAt);
  if (now > plannedEndAt) return { phase: 'overrun', elapsedMs, overMs: now - plannedEndAt };
  return { phase: 'running', elapsedMs, remainingMs: plannedEndAt - now };
}

/** Lessons newest first. */
export const newestFirst = (lessons: readonly LessonSummary[]): readonly LessonSummary[] =>
  [...lessons].sort((a, b) => b.startedAt - a.startedAt);

/** The lesson in progress (the newest one, should there be several), if any. */
export const inProgress = (lessons: readonly LessonSummary[]): LessonSummary | undefined =>
  newestFirst(lessons).find((lesson) => lesson.endedAt === null);
