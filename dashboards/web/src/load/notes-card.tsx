import { useTranslation } from 'react-i18next';
import styles from './load-page.module.css';

const NOTES = ['zones', 'gaps', 'mvpa', 'density', 'trimp', 'plan'] as const;

/** How each figure is made, and what it cannot bear. */
export function NotesCard() {
  const { t } = useTranslation();
  return (
    <details className={styles.card} open>
      <summary>{t('load.notes.title')}</summary>
      <ul className={styles.notes}>
        {NOTES.map((note) => (
          <li key={note}>{t(`load.notes.${note}`)}</li>
        ))}
      </ul>
    </details>
  );
}
