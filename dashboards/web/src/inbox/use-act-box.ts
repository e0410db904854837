import { type AccountId, WarningActResponse, type WarningInbox } from '@tizhi/contracts';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { ROUTES } from '../api/routes.ts';
import { useApi } from '../session/session-context.ts';
import { type ActBox, openActBox, type PendingAct } from './act-box.ts';

const NONE: readonly PendingAct[] = [];

/** Storage may be forbidden (private windows). */
function tabStorage(): Storage | null {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
}

/** This person's acts on their way, beside the list as the server gives it. */
export function useActBox({
  account,
  inbox,
  reload,
}: {
  readonly account: AccountId;
  readonly inbox: WarningInbox | null;
  readonly reload: () => void;
}): { readonly box: ActBox | null; readonly pending: readonly PendingAct[] } {
  const { ask } = useApi();
  const [box, setBox] = useState<ActBox | null>(null);
  const onStored = useRef(reload);
  onStored.current = reload;

  useEffect(() => {
    const opened = openActBox({
      account,
      storage: tabStorage(),
      send: ({ warning, request, act }) =>
        ask({
          path: ROUTES.warningActs(warning),
          method: 'POST',
          body: { request, act },
          schema: WarningActResponse,
        }),
      onStored: () => onStored.current(),
    });
    setBox(opened);
    window.addEventListener('online', opened.wake);
    return () => {
      window.removeEventListener('online', opened.wake);
      opened.close();
    };
  }, [account, ask]);

  useEffect(() => {
    if (inbox === null || box === null) return;
    const entries = new Map(inbox.warnings.map(({ warning }) => [warning.warning, warning.entries.length]));
    box.settle((warning) => entries.get(warning) ?? null);
  }, [inbox, box]);

  const pending = useSyncExternalStore(
    (listener) => box?.subscribe(listener) ?? (() => {}),
    () => box?.state() ?? NONE,
  );
  return { box, pending };
}
