import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAgeText } from '../time/age-text.ts';
import { useNow } from '../time/use-now.ts';
import { orbitAt, useRotation } from './use-rotation.ts';
import { useWakeLock } from './use-wake-lock.ts';
import { useWall } from './use-wall.ts';
import { WallBoard } from './wall-board.tsx';
import { WallHeader } from './wall-header.tsx';
import styles from './wall-page.module.css';

const ORBIT_MS = 60_000;
/** A late answer or two is no news. */
const PATIENCE_MS = 60_000;

/** Today's practice of a class on a wall: opened with a display's token, without anybody signed in. */
export function WallPage() {
  const { t } = useTranslation();
  const [token, setToken] = useState(() => window.location.hash.slice(1));
  useWakeLock();
  useEffect(() => {
    const onHash = (): void => setToken(window.location.hash.slice(1));
    window.addEventListener('hashchange', onHash);
    return () => window.removeEventListener('hashchange', onHash);
  }, []);
  const [x, y] = orbitAt(useRotation(ORBIT_MS));
  return (
    <main className={styles.wall} data-testid="wall">
      <div className={styles.moved} style={{ transform: `translate(${x}px, ${y}px)` }}>
        {token === '' ? (
          <Notice title={t('wall.noToken')} body={t('wall.noTokenBody')} />
        ) : (
          <Wall key={token} token={token} />
        )}
      </div>
    </main>
  );
}

function Wall({ token }: { readonly token: string }) {
  const { t } = useTranslation();
  const ageText = useAgeText();
  const now = useNow();
  const { content, heardAt, refused } = useWall(token);
  if (refused) return <Notice title={t('wall.refused')} body={t('wall.refusedBody')} />;
  if (content === null) return <Notice title={t('wall.waiting')} body={t('wall.waitingBody')} />;
  const at = content.serverAt + (now - heardAt);
  const silence = now - heardAt;
  return (
    <>
      <WallHeader content={content} at={at} />
      {silence > PATIENCE_MS ? (
        <p className={styles.old} role="status" data-testid="wall-old">
          {t('wall.old', { age: ageText(silence) })}
        </p>
      ) : null}
      <WallBoard content={content} at={at} />
    </>
  );
}

function Notice({ title, body }: { readonly title: string; readonly body: string }) {
  return (
    <section className={styles.notice} data-testid="wall-notice">
      <h1>{title}</h1>
      <p>{body}</p>
    </section>
  );
}
