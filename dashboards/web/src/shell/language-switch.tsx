import { useTranslation } from 'react-i18next';
import { chooseLanguage, useLanguage } from '../i18n/index.ts';
import styles from './language-switch.module.css';

/** One button that names the other language, in that language. */
export function LanguageSwitch() {
  const { t } = useTranslation();
  const other = useLanguage() === 'zh' ? 'en' : 'zh';
  return (
    <button
      type="button"
      className={styles.switch}
      data-testid="language-switch"
      lang={other === 'zh' ? 'zh-CN' : 'en'}
      aria-label={t('language.switchLabel')}
      onClick={() => chooseLanguage(other)}
    >
      {t('language.switchTo')}
    </button>
  );
}
