import type { Session, SignInRequest } from '@tizhi/contracts';
import { createContext, useContext } from 'react';
import type { Answer, Ask } from '../api/request.ts';

/** What is known of the person at the screen. */
export type SessionState =
  | { readonly kind: 'asking' }
  | { readonly kind: 'signed-in'; readonly session: Session }
  | { readonly kind: 'signed-out' }
  /** The server does not answer; asked again by itself. */
  | { readonly kind: 'unreachable' };

export interface Api {
  readonly state: SessionState;
  /** Asks the API; when it answers that nobody is signed in, the whole page learns it. */
  readonly ask: <T>(question: Ask<T>) => Promise<Answer<T>>;
  readonly signIn: (credentials: SignInRequest) => Promise<Answer<Session>>;
  readonly signOut: () => Promise<void>;
}

export const ApiContext = createContext<Api | null>(null);

/** The API and the session. Only below `SessionProvider`. */
export function useApi(): Api {
  const api = useContext(ApiContext);
  if (api === null) throw new Error('useApi is used outside SessionProvider');
  return api;
}
