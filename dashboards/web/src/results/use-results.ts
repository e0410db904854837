import { type LessonId, ResultsEvent, ResultsResponse } from '@tizhi/contracts';
import { useCallback, useEffect, useReducer, useState } from 'react';
import type { Problem } from '../api/request.ts';
import { ROUTES } from '../api/routes.ts';
import type { StreamState } from '../api/stream-state.ts';
import { usePolled } from '../api/use-polled.ts';
import { useStream } from '../api/use-stream.ts';
import { noResultsYet, type ResultsState, resultsStep } from './results-state.ts';

/** The most the API gives at once. */
const LIMIT = 500;
/** The stream brings what is new; the list is read again now and then for what was changed by hand. */
const READ_AGAIN_MS = 60_000;

export interface Results {
  readonly state: ResultsState;
  readonly stream: StreamState;
  readonly loaded: boolean;
  readonly problem: Problem | null;
}

/** The newest attempts, those of a lesson (`null`: none in particular), and all that arrive from now on. */
export function useResults(
  lesson: LessonId | null,
  { limit = LIMIT }: { readonly limit?: number } = {},
): Results {
  const [state, dispatch] = useReducer(resultsStep, noResultsYet);
  const [after, setAfter] = useState<string | null>(null);
  const newest = usePolled({
    path: ROUTES.results({ lesson: null, limit }),
    schema: ResultsResponse,
    everyMs: READ_AGAIN_MS,
  });
  const ofLesson = usePolled({
    path: ROUTES.results({ lesson, limit }),
    schema: ResultsResponse,
    everyMs: READ_AGAIN_MS,
  });

  useEffect(() => {
    if (newest.value === null) return;
    dispatch({ kind: 'loaded', results: newest.value.results });
    const { cursor } = newest.value;
    setAfter((before) => before ?? String(cursor));
  }, [newest.value]);
  useEffect(() => {
    if (ofLesson.value !== null) dispatch({ kind: 'loaded', results: ofLesson.value.results });
  }, [ofLesson.value]);

  const resume = useCallback(
    (lastId: string | null) => ROUTES.resultsStream(lastId ?? after ?? '0'),
    [after],
  );
  const stream = useStream({
    url: after === null ? null : resume,
    event: 'results',
    schema: ResultsEvent,
    silenceMs: null,
    onMessage: (results) => dispatch({ kind: 'arrived', results, now: performance.now() }),
  });
  return { state, stream, loaded: newest.value !== null, problem: newest.problem };
}
