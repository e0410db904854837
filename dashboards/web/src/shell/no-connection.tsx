import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { isServerThere } from '../api/server-there.ts';
import { Message } from './message.tsx';

const ASK_AGAIN_MS = 3_000;

/**
 * A page could not be fetched because the server does not answer. It comes by itself when that is back: by a
 * reload, since some browsers remember that a file could not be fetched.
 */
export function NoConnection() {
  const { t } = useTranslation();
  useEffect(() => {
    let gone = false;
    let timer: number | undefined;
    const look = async (): Promise<void> => {
      window.clearTimeout(timer);
      const there = await isServerThere();
      if (gone) return;
      if (there) window.location.reload();
      else timer = window.setTimeout(look, ASK_AGAIN_MS);
    };
    window.addEventListener('online', look);
    timer = window.setTimeout(look, ASK_AGAIN_MS);
    return () => {
      gone = true;
      window.clearTimeout(timer);
      window.removeEventListener('online', look);
    };
  }, []);
  return (
    <div role="status" data-testid="no-connection">
      <Message title={t('problem.noConnection')} body={t('problem.noConnectionBody')} />
    </div>
  );
}
