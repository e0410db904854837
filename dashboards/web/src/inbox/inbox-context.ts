import type { Session, WarningInbox } from '@tizhi/contracts';
import { createContext, useContext } from 'react';
import type { ActBox, PendingAct } from './act-box.ts';
import type { InboxClock } from './use-inbox-clock.ts';

/** What every part of the inbox knows. */
export interface InboxShared {
  readonly session: Session;
  readonly people: WarningInbox['people'];
  readonly box: ActBox | null;
  readonly pending: readonly PendingAct[];
  readonly clock: InboxClock;
}

export const InboxContext = createContext<InboxShared | null>(null);

/** Only below `InboxPage`. */
export function useInbox(): InboxShared {
  const shared = useContext(InboxContext);
  if (shared === null) throw new Error('useInbox is used outside InboxPage');
  return shared;
}
