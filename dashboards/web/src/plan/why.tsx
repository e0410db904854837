import type { Because } from '@tizhi/contracts';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/index.ts';
import styles from './why.module.css';

/** Why something stands in a plan, folded away until somebody asks. */
export function Why({ because }: { readonly because: Because }) {
  const { t } = useTranslation();
  return (
    <details className={styles.why}>
      <summary>{t('story.why')}</summary>
      <BecauseText because={because} />
    </details>
  );
}

/** The reason, what it rests on, and how strong that is. */
export function BecauseText({ because: { text, source, strength } }: { readonly because: Because }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <p className={styles.because}>
      {text[language]}{' '}
      <small>
        {t(`plan.strength.${strength}`)} · {t('story.source', { source })}
      </small>
    </p>
  );
}
