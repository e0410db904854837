import { useTranslation } from 'react-i18next';
import styles from './demo-mark.module.css';

/** Every page of the demo school says that its people are made up; in both languages, always. */
export function DemoMark() {
  const { t } = useTranslation('translation', { lng: 'zh' });
  const { t: english } = useTranslation('translation', { lng: 'en' });
  return (
    <p className={styles.mark} data-testid="demo-mark">
      <b>
        {english('demo.mark')} {t('demo.mark')}
      </b>
      <span>
        {' · '}
        {english('demo.detail')} {t('demo.detail')}
      </span>
    </p>
  );
}
