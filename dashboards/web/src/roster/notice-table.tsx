import type { RosterNotice } from '@tizhi/contracts';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/index.ts';
import styles from './roster-page.module.css';

/** Cells to be mended or looked at, in the order of the file. */
export function NoticeTable({
  title,
  count,
  notices,
}: {
  readonly title: string;
  readonly count: number;
  readonly notices: readonly RosterNotice[];
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (count === 0) return null;
  return (
    <section className={styles.card}>
      <h2>{title}</h2>
      {count > notices.length ? <p>{t('roster.listed', { count: notices.length })}</p> : null}
      <ul className={styles.notices}>
        {notices.map((notice) => (
          <li
            key={`${notice.sheet} ${notice.cell ?? notice.row} ${notice.code} ${notice.zh}`}
            data-testid="roster-notice"
          >
            <b className="number">
              {notice.cell ?? notice.row ?? ''} <small>{notice.column}</small>
            </b>
            <p>{notice[language]}</p>
            <small>{notice.sheet}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}
