import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/index.ts';
import { timeOfDay } from '../time/format.ts';
import type { Unsent } from './unsent.ts';
import styles from './unsent-bar.module.css';
import type { UnsentBox } from './unsent-box.ts';
import { useUnsent } from './unsent-context.ts';

/** Decisions on a good network are away sooner than this: the bar does not flash for them. */
const PATIENCE_MS = 1_200;

/** Says on every page what this device still has to send, and what the server would not take. */
export function UnsentBar() {
  const { t } = useTranslation();
  const { box, state } = useUnsent();
  const refused = state.all.filter((each) => each.refused !== null);
  const waiting = state.all.length - refused.length;
  const shown = useLasting(waiting > 0);
  if (refused.length === 0 && !shown) return null;
  return (
    <aside className={styles.bar} role="status" data-testid="unsent" data-waiting={waiting}>
      {shown ? (
        <p>
          <b>{t('testDay.unsent.waiting', { count: waiting })}</b>{' '}
          <span>{t(state.kept ? 'testDay.unsent.body' : 'testDay.unsent.memory')}</span>
        </p>
      ) : null}
      {refused.map((each) => (
        <Refused key={each.request} unsent={each} box={box} />
      ))}
    </aside>
  );
}

function Refused({ unsent, box }: { readonly unsent: Unsent; readonly box: UnsentBox }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <p className={styles.refused} data-testid="refused">
      <b>{t('testDay.unsent.refused', { count: unsent.decisions.length })}</b>{' '}
      <span>
        {timeOfDay(unsent.madeAt)} {unsent.refused?.[language]}
      </span>
      <Button size="small" onClick={() => box.again(unsent.request)}>
        {t('testDay.unsent.again')}
      </Button>
      <Button size="small" onClick={() => box.drop(unsent.request)}>
        {t('testDay.unsent.drop')}
      </Button>
    </p>
  );
}

/** True once something has been so for a while. */
function useLasting(now: boolean): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!now) return setLasting(false);
    const timer = window.setTimeout(() => setLasting(true), PATIENCE_MS);
    return () => window.clearTimeout(timer);
  }, [now]);
  return now && lasting;
}
