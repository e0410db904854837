import { AlertsEvent } from '@tizhi/contracts';
import { useCallback, useReducer } from 'react';
import { useTranslation } from 'react-i18next';
import { ROUTES } from '../api/routes.ts';
import { useStream } from '../api/use-stream.ts';
import { LostBanner } from '../live/lost-banner.tsx';
import { ConnectionBadge } from '../shell/connection-badge.tsx';
import { Icon } from '../shell/icons.tsx';
import { Loading } from '../shell/loading.tsx';
import { useNow } from '../time/use-now.ts';
import { AlertCard } from './alert-card.tsx';
import styles from './alerts-page.module.css';
import { alertsStep, ended, noAlertsYet, open, serverNow } from './alerts-state.ts';

/** The server gives a sign of life every five seconds: this long without one, the connection is dead. */
const SILENCE_MS = 12_000;

/** The nurse's page: what is open now, with its evidence, the moment it is raised. */
export function AlertsPage() {
  const { t } = useTranslation();
  const [state, dispatch] = useReducer(alertsStep, noAlertsYet);
  const stream = useStream({
    url: useCallback(() => ROUTES.alertsStream, []),
    event: 'alerts',
    schema: AlertsEvent,
    silenceMs: SILENCE_MS,
    onMessage: (event) => dispatch({ event, now: performance.now() }),
  });
  const now = useNow();
  const at = serverNow(state, now);
  const [openNow, endedNow] = [open(state), ended(state)];
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <h1>{t('alerts.title')}</h1>
        <ConnectionBadge stream={stream} />
        {openNow.length === 0 ? null : (
          <b className={styles.count} data-testid="open-alerts">
            {t('alerts.open', { count: openNow.length })}
          </b>
        )}
      </header>
      <div className={styles.body}>
        <LostBanner stream={stream} now={now} shown={at !== null} />
        {at === null ? (
          <Loading />
        ) : (
          <>
            {openNow.length === 0 ? (
              <section className={styles.none} data-testid="no-alerts">
                <Icon name="check" />
                <h2>{t('alerts.none')}</h2>
                <p>{t('alerts.noneBody')}</p>
              </section>
            ) : (
              <ul className={styles.list} aria-live="assertive" aria-relevant="additions">
                {openNow.map((alert) => (
                  <AlertCard key={alert.alert} alert={alert} now={at} />
                ))}
              </ul>
            )}
            {endedNow.length === 0 ? null : (
              <section>
                <h2 className={styles.ended}>{t('alerts.endedTitle')}</h2>
                <ul className={styles.list}>
                  {endedNow.map((alert) => (
                    <AlertCard key={alert.alert} alert={alert} now={at} />
                  ))}
                </ul>
              </section>
            )}
          </>
        )}
      </div>
      <p className={styles.aid}>{t('alerts.aid')}</p>
    </div>
  );
}
