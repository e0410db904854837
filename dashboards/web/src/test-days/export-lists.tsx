import type { ExportCheck } from '@tizhi/contracts';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/index.ts';
import { useDay } from './day-context.ts';
import { problemGroups } from './export-draft.ts';
import styles from './export-panel.module.css';
import { listText } from './grid.ts';

/** Pupils named under one fault, and differences listed; the file itself has them all. */
const NAMED = 12;
const LISTED = 200;

/** What the national system would refuse: each fault once, with the pupils who have it. */
export function ProblemList({ check }: { readonly check: ExportCheck }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const severalClasses = useDay().view.summaries.classes.length > 1;
  return (
    <section className={styles.bad} data-testid="export-problems">
      <h2>{t('testDay.export.problems', { count: check.problemCount })}</h2>
      <p className={styles.soft}>{t('testDay.export.fix')}</p>
      <ul>
        {problemGroups(check.problems, language).map(({ column, text, cells }) => (
          <li key={`${column} ${text}`} data-testid="export-problem" data-column={column}>
            <b>{column}</b> {text}
            <p className={styles.soft}>
              {listText(
                cells
                  .slice(0, NAMED)
                  .map(
                    ({ className, seat, name, cell }) =>
                      `${severalClasses ? `${className} ` : ''}${seat} ${name} (${cell})`,
                  ),
                language,
              )}
              {cells.length > NAMED ? ` ${t('testDay.export.more', { count: cells.length - NAMED })}` : ''}
            </p>
          </li>
        ))}
      </ul>
      {check.problemCount > check.problems.length ? (
        <p className={styles.soft}>{t('roster.listed', { count: check.problems.length })}</p>
      ) : null}
    </section>
  );
}

/** What is different from the file that was made last. */
export function DifferenceList({ check, last }: { readonly check: ExportCheck; readonly last: string }) {
  const { t } = useTranslation();
  const { added, removed, differenceCount, differences, problemCount } = check;
  // With problems there is no file to compare.
  if (problemCount > 0) return <p className={styles.soft}>{t('testDay.export.last', { at: last })}</p>;
  return (
    <section className={styles.list} data-testid="export-differences">
      <h2>{t('testDay.export.since', { at: last })}</h2>
      <p className={styles.soft}>
        {t('testDay.export.counts', { changed: differenceCount, added, removed })}
      </p>
      <ul>
        {differences.slice(0, LISTED).map(({ subject, className, seat, name, column, before, after }) => (
          <li key={`${subject} ${column}`} data-testid="export-difference">
            {className} {seat} {name} · {column}:{' '}
            <span className="number">
              {before === '' ? '-' : before} → <b>{after === '' ? '-' : after}</b>
            </span>
          </li>
        ))}
      </ul>
      {differenceCount > LISTED ? (
        <p className={styles.soft}>{t('roster.listed', { count: LISTED })}</p>
      ) : null}
    </section>
  );
}
