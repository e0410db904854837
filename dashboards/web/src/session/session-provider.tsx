import { Session, type SignInRequest } from '@tizhi/contracts';
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import { ANYTHING, type Ask, isSignedOut, request } from '../api/request.ts';
import { ROUTES } from '../api/routes.ts';
import { type Api, ApiContext, type SessionState } from './session-context.ts';

const ASK_AGAIN_MS = 3_000;

/** Finds out who is signed in and keeps it for all pages. */
export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const [state, setState] = useState<SessionState>({ kind: 'asking' });

  const ask = useCallback(async <T,>(question: Ask<T>) => {
    const answer = await request(question);
    if (!answer.ok && isSignedOut(answer.problem)) setState({ kind: 'signed-out' });
    return answer;
  }, []);

  const signIn = useCallback(async (credentials: SignInRequest) => {
    const answer = await request({
      path: ROUTES.session,
      method: 'POST',
      body: credentials,
      schema: Session,
    });
    if (answer.ok) setState({ kind: 'signed-in', session: answer.value });
    return answer;
  }, []);

  const signOut = useCallback(async () => {
    await request({ path: ROUTES.session, method: 'DELETE', schema: ANYTHING });
    setState({ kind: 'signed-out' });
  }, []);

  const unknown = state.kind === 'asking' || state.kind === 'unreachable';
  useEffect(() => {
    if (!unknown) return;
    const abort = new AbortController();
    let timer: number | undefined;
    const find = async (): Promise<void> => {
      const answer = await request({ path: ROUTES.session, schema: Session, signal: abort.signal });
      if (abort.signal.aborted) return;
      if (answer.ok) setState({ kind: 'signed-in', session: answer.value });
      else if (isSignedOut(answer.problem)) setState({ kind: 'signed-out' });
      else {
        setState({ kind: 'unreachable' });
        timer = window.setTimeout(find, ASK_AGAIN_MS);
      }
    };
    void find();
    return () => {
      abort.abort();
      window.clearTimeout(timer);
    };
  }, [unknown]);

  const api = useMemo<Api>(() => ({ state, ask, signIn, signOut }), [state, ask, signIn, signOut]);
  return <ApiContext value={api}>{children}</ApiContext>;
}
