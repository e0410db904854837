import { useTranslation } from 'react-i18next';
import styles from './message.module.css';

/** Shown while a page or its first answer is on its way; appears late, so that quick answers do not flash. */
export function Loading() {
  const { t } = useTranslation();
  return (
    <div className={styles.message} role="status">
      <span className={styles.dots} aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      <span className="unseen">{t('problem.loading')}</span>
    </div>
  );
}
