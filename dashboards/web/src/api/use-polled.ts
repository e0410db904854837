import { useCallback, useEffect, useRef, useState } from 'react';
import { useApi } from '../session/session-context.ts';
import type { Problem, Schema } from './request.ts';

export interface Polled<T> {
  /** The last good answer; kept while later ones fail. */
  readonly value: T | null;
  /** Why the last question failed; `null` when it did not. */
  readonly problem: Problem | null;
  readonly reload: () => void;
}

export interface UsePolled<T> {
  readonly path: string;
  readonly schema: Schema<T>;
  readonly everyMs: number;
}

/** Where nobody answered, the question is asked again this soon: the page comes by itself when the server does. */
const ASK_AGAIN_MS = 3_000;

/** How long until the next question. Exported for its test. */
export const waitAfter = (problem: Problem | null, everyMs: number): number =>
  problem?.kind === 'network' ? Math.min(everyMs, ASK_AGAIN_MS) : everyMs;

/** Asks at once, then `everyMs` after each answer, when the network returns, and when told to. */
export function usePolled<T>({ path, schema, everyMs }: UsePolled<T>): Polled<T> {
  const { ask } = useApi();
  const [answer, setAnswer] = useState<Omit<Polled<T>, 'reload'>>({ value: null, problem: null });
  const askNow = useRef<() => void>(undefined);
  const reload = useCallback(() => askNow.current?.(), []);

  useEffect(() => {
    const abort = new AbortController();
    let timer: number | undefined;
    const run = async (): Promise<void> => {
      window.clearTimeout(timer);
      const got = await ask({ path, schema, signal: abort.signal });
      if (abort.signal.aborted) return;
      setAnswer((before) =>
        got.ok ? { value: got.value, problem: null } : { value: before.value, problem: got.problem },
      );
      window.clearTimeout(timer);
      timer = window.setTimeout(run, waitAfter(got.ok ? null : got.problem, everyMs));
    };
    askNow.current = () => void run();
    window.addEventListener('online', run);
    void run();
    return () => {
      abort.abort();
      window.clearTimeout(timer);
      window.removeEventListener('online', run);
    };
  }, [ask, path, schema, everyMs]);

  return { ...answer, reload };
}
