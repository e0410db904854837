import { TestDayEvent, type TestDayId, TestDayView } from '@tizhi/contracts';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Problem } from '../api/request.ts';
import { ROUTES } from '../api/routes.ts';
import type { StreamState } from '../api/stream-state.ts';
import { usePolled } from '../api/use-polled.ts';
import { useStream } from '../api/use-stream.ts';
import { applyEvent } from './day-state.ts';
import { useUnsent } from './unsent-context.ts';

/** The stream brings what changes; the whole view is read again now and then, against whatever was missed. */
const READ_AGAIN_MS = 5 * 60_000;

/** A test day as it stands, and as it changes. */
export function useTestDay(testDay: TestDayId): {
  readonly view: TestDayView | null;
  readonly stream: StreamState;
  readonly problem: Problem | null;
} {
  const whole = usePolled({ path: ROUTES.testDay(testDay), schema: TestDayView, everyMs: READ_AGAIN_MS });
  const [view, setView] = useState<TestDayView | null>(null);
  const latest = useRef<TestDayView | null>(null);
  const put = useCallback((next: TestDayView): void => {
    latest.current = next;
    setView(next);
  }, []);

  useEffect(() => {
    // An answer that was slow on its way must not undo what the stream has told since.
    if (whole.value !== null && whole.value.serverAt >= (latest.current?.serverAt ?? 0)) put(whole.value);
  }, [whole.value, put]);

  const resume = useCallback(() => ROUTES.testDayStream(testDay, latest.current?.version ?? ''), [testDay]);
  const stream = useStream({
    url: view === null ? null : resume,
    event: 'test-day',
    schema: TestDayEvent,
    silenceMs: null,
    onMessage: (event) => {
      if (latest.current === null) return;
      const applied = applyEvent(latest.current, event);
      put(applied.view);
      if (applied.stale) whole.reload();
    },
  });

  // Without a stream nothing else would show what this device has just got through.
  const { acknowledged } = useUnsent().state;
  const seen = useRef(acknowledged);
  const { reload } = whole;
  useEffect(() => {
    if (seen.current === acknowledged) return;
    seen.current = acknowledged;
    if (stream.phase !== 'live') reload();
  }, [acknowledged, stream.phase, reload]);
  return { view, stream, problem: whole.problem };
}
