import type { WallResponse } from '@tizhi/contracts';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/index.ts';
import { timeOfDay } from '../time/format.ts';
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
  return (
    <header className={styles.header}>
      <div>
        <h1>{content.title}</h1>
        <p>
          {t('wall.label')}
          {isDayOf(content.day, at) ? null : (
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

/** Whether a moment lies on a calendar day of schools in China. */
const isDayOf = (day: string, at: number): boolean =>
  new Date(at).toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' }) === day;
