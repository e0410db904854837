import type { WarningView } from '@tizhi/contracts';
import { useTranslation } from 'react-i18next';
import { useAgeText } from '../time/age-text.ts';
import { useNow } from '../time/use-now.ts';
import { useInbox } from './inbox-context.ts';
import styles from './inbox-page.module.css';
import { nowOf } from './use-inbox-clock.ts';
import { isLate } from './warning-life.ts';

/** How many wait, how many of them too long, and whether the list is as it stands now. */
export function InboxHeader({
  views,
  stale,
}: {
  readonly views: readonly WarningView[];
  readonly stale: boolean;
}) {
  const { t } = useTranslation();
  const ageText = useAgeText();
  const { clock } = useInbox();
  const now = useNow(5_000);
  const waiting = views.filter(({ warning }) => warning.state !== 'resolved').length;
  const late = views.filter(isLate).length;
  return (
    <header className={styles.header}>
      <h1>{t('inbox.title')}</h1>
      {waiting === 0 ? null : (
        <b className={styles.count} data-testid="warnings-waiting">
          {t('inbox.count', { count: waiting })}
        </b>
      )}
      {late === 0 ? null : (
        <b className={`${styles.count} ${styles.late}`} data-testid="warnings-late">
          {t('inbox.late', { count: late })}
        </b>
      )}
      {stale ? (
        <p className={styles.stale} role="alert">
          {t('inbox.stale', { age: ageText(nowOf(clock, now) - clock.serverAt) })}
        </p>
      ) : null}
    </header>
  );
}
