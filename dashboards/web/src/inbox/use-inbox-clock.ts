import type { WarningInbox } from '@tizhi/contracts';
import { useMemo } from 'react';

/** The server's clock at one moment of this page's own; the page's wall clock may be wrong. */
export interface InboxClock {
  readonly serverAt: number;
  /** `performance.now()` when that came. */
  readonly heardAt: number;
}

/** The clock of the newest answer. */
export function useInboxClock(inbox: WarningInbox | null): InboxClock {
  return useMemo(() => ({ serverAt: inbox?.serverAt ?? Date.now(), heardAt: performance.now() }), [inbox]);
}

/** The server's clock now. */
export const nowOf = ({ serverAt, heardAt }: InboxClock, now: number): number =>
  serverAt + Math.max(0, now - heardAt);
