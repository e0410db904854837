import { CameraFrame, type CameraView, type LessonId, LiveFrame } from '@tizhi/contracts';
import { useCallback, useReducer, useState } from 'react';
import { ROUTES } from '../api/routes.ts';
import type { StreamState } from '../api/stream-state.ts';
import { useStream } from '../api/use-stream.ts';
import { type LiveState, liveStep, noFrameYet } from './live-state.ts';
import type { Sort } from './order.ts';

/** The server sends a frame each second: this long without one, the connection is dead. */
const SILENCE_MS = 6_000;

export interface LiveLesson {
  readonly live: LiveState;
  readonly stream: StreamState;
  /** What the school's cameras show; nothing where the connection is lost: a figure must not stand still there. */
  readonly cameras: readonly CameraView[];
  readonly sortBy: (sort: Sort) => void;
}

/** A lesson's frames as they come, and the state of what brings them. */
export function useLiveLesson(lesson: LessonId): LiveLesson {
  const [live, dispatch] = useReducer(liveStep, noFrameYet);
  const [cameras, setCameras] = useState<readonly CameraView[]>([]);
  const stream = useStream({
    url: useCallback(() => ROUTES.live(lesson), [lesson]),
    event: 'tiles',
    schema: LiveFrame,
    silenceMs: SILENCE_MS,
    onMessage: (frame) => dispatch({ kind: 'frame', frame, now: performance.now() }),
    side: {
      event: 'cameras',
      schema: CameraFrame,
      onMessage: (frame: CameraFrame) => setCameras(frame.views),
    },
  });
  const sortBy = useCallback((sort: Sort) => dispatch({ kind: 'sort', sort, now: performance.now() }), []);
  return { live, stream, cameras: stream.phase === 'live' ? cameras : [], sortBy };
}
