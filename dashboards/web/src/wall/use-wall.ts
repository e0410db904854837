import { WallResponse } from '@tizhi/contracts';
import { useEffect, useState } from 'react';
import { request } from '../api/request.ts';
import { ROUTES } from '../api/routes.ts';

const EVERY_MS = 20_000;
/** After a failure: a wall has nobody to press "again". */
const ASK_AGAIN_MS = 4_000;

/** What a wall shows: the last content that came, however long ago. */
export interface WallState {
  readonly content: WallResponse | null;
  /** `performance.now()` when it came. */
  readonly heardAt: number;
  /** The display was switched off: then nothing of it is shown any more. */
  readonly refused: boolean;
}

export const nothingYet: WallState = { content: null, heardAt: 0, refused: false };

/** Asks for ever: every answer replaces the last, a lost network keeps it. */
export function useWall(token: string): WallState {
  const [state, setState] = useState(nothingYet);
  useEffect(() => {
    const abort = new AbortController();
    let timer: number | undefined;
    const run = async (): Promise<void> => {
      window.clearTimeout(timer);
      const answer = await request({
        path: ROUTES.wall,
        schema: WallResponse,
        token,
        signal: abort.signal,
      });
      if (abort.signal.aborted) return;
      if (answer.ok) setState({ content: answer.value, heardAt: performance.now(), refused: false });
      else if (isRefusal(answer.problem)) setState({ ...nothingYet, refused: true });
      window.clearTimeout(timer);
      timer = window.setTimeout(run, answer.ok ? EVERY_MS : ASK_AGAIN_MS);
    };
    window.addEventListener('online', run);
    void run();
    return () => {
      abort.abort();
      window.clearTimeout(timer);
      window.removeEventListener('online', run);
    };
  }, [token]);
  return state;
}

const isRefusal = (problem: { readonly kind: string; readonly status?: number }): boolean =>
  problem.kind === 'refused' && (problem.status === 401 || problem.status === 403);
