import type { AttemptId, LessonSummary, ScoredAttempt } from '@tizhi/contracts';

/** The attempts this page holds. An attempt that comes again (scored anew, claimed) replaces itself. */
export interface ResultsState {
  readonly byId: ReadonlyMap<AttemptId, ScoredAttempt>;
  /** When an attempt arrived while the page was open, on the page's own clock, ms. */
  readonly arrivedAt: ReadonlyMap<AttemptId, number>;
  /** Attempts forgotten because the page was full. */
  readonly forgotten: number;
}

export type ResultsEvent =
  | { readonly kind: 'loaded'; readonly results: readonly ScoredAttempt[] }
  | { readonly kind: 'arrived'; readonly results: readonly ScoredAttempt[]; readonly now: number };

export const noResultsYet: ResultsState = { byId: new Map(), arrivedAt: new Map(), forgotten: 0 };

/** A test day of a class with all its attempts, several times over. */
export const MAX_HELD = 2_000;

export function resultsStep(state: ResultsState, event: ResultsEvent): ResultsState {
  if (event.results.length === 0) return state;
  const byId = new Map(state.byId);
  const arrivedAt = new Map(state.arrivedAt);
  for (const result of event.results) {
    if (event.kind === 'arrived' && !byId.has(result.attempt)) arrivedAt.set(result.attempt, event.now);
    byId.set(result.attempt, result);
  }
  const excess = newestFirst([...byId.values()]).slice(MAX_HELD);
  for (const { attempt } of excess) {
    byId.delete(attempt);
    arrivedAt.delete(attempt);
  }
  return { byId, arrivedAt, forgotten: state.forgotten + excess.length };
}

/** As they reached the server, newest first; what was measured later stands above where that is a tie. */
export const newestFirst = (results: readonly ScoredAttempt[]): ScoredAttempt[] =>
  [...results].sort((a, b) => b.receivedAt - a.receivedAt || b.at - a.at || (a.attempt < b.attempt ? -1 : 1));

/**
 * Whether an attempt belongs to what the page shows: a lesson, or (`null`) everything. An attempt that no
 * lesson claims belongs to the lesson during which it was made, so that nobody's jump is overlooked.
 */
export function inScope(result: ScoredAttempt, lesson: LessonSummary | null): boolean {
  if (lesson === null || result.lesson === lesson.lesson) return true;
  const during = result.at >= lesson.startedAt && (lesson.endedAt === null || result.at <= lesson.endedAt);
  return result.lesson === null && during;
}
