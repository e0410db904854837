import { type AccountId, DecisionsResponse } from '@tizhi/contracts';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { ROUTES } from '../api/routes.ts';
import { useApi } from '../session/session-context.ts';
import { openUnsentBox, type UnsentBox } from './unsent-box.ts';
import { UnsentContext } from './unsent-context.ts';

/** Sends what was decided on this device for as long as its person is signed in, on whatever page. */
export function UnsentProvider({
  account,
  children,
}: {
  readonly account: AccountId;
  readonly children: ReactNode;
}) {
  const { ask } = useApi();
  const options = useMemo(
    () => ({
      account,
      storage: localStorageOrNull(),
      now: Date.now,
      send: ({ testDay, request, decisions }: Parameters<SendOf>[0]) =>
        ask({
          path: ROUTES.decisions(testDay),
          method: 'POST',
          body: { request, decisions },
          schema: DecisionsResponse,
        }),
    }),
    [account, ask],
  );
  const [box, setBox] = useState<UnsentBox | null>(null);
  useEffect(() => {
    const opened = openUnsentBox(options);
    setBox(opened);
    const wake = (): void => opened.wake();
    window.addEventListener('online', wake);
    document.addEventListener('visibilitychange', wake);
    return () => {
      window.removeEventListener('online', wake);
      document.removeEventListener('visibilitychange', wake);
      opened.close();
    };
  }, [options]);
  return box === null ? null : <UnsentContext value={box}>{children}</UnsentContext>;
}

type SendOf = Parameters<typeof openUnsentBox>[0]['send'];

/** Asking for it may throw where it is forbidden. */
function localStorageOrNull(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
