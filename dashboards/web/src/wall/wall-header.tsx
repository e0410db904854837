import type { WallResponse } from '@tizhi/contracts';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/index.ts';
import { timeOfDay } from '../time/format.ts';
import { otherWeekday } from './wall-day.ts';
import styles from './wall-page.module.css';

/** What the screen is called, the day and the time. */
export function WallHeader({ content, at }: { readonly content: WallResponse; readonly at: number }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const day = new Date(at).toLocaleDateString(language === 'zh' ? 'zh-CN' : 'en-GB', {
    month: 'long',
    day: 'numeric',
    weekday: 'long',
  });
  const weekday = otherWeekday({ day: content.day, at, language });
  return (
    <header className={styles.header}>
      <div>
        <h1>{content.title}</h1>
        <p>
          {weekday === null ? t('wall.label') : t('wall.labelOf', { weekday })}
          {weekday === null ? null : (
            <em data-testid="wall-other-day">{t('wall.otherDay', { day: content.day })}</em>
          )}
        </p>
      </div>
      {content.demo ? <p className={styles.demo}>{t('wall.demo')}</p> : null}
      <div className={styles.clock}>
        <time className="number">{timeOfDay(at, false)}</time>
        <p>{day}</p>
      </div>
    </header>
  );
}
