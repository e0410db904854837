import type { BmiLevel, Level } from '@tizhi/contracts';
import { useTranslation } from 'react-i18next';
import styles from './level-chip.module.css';

/** A level in words. Those of a body look all alike: a teacher reads them, nobody sees them from afar. */
export function LevelChip({ level }: { readonly level: Level | BmiLevel }) {
  const { t } = useTranslation();
  return (
    <span className={styles.chip} data-level={level}>
      {t(`level.${level}`)}
    </span>
  );
}
