import type { RosterPreview } from '@tizhi/contracts';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from './roster-page.module.css';

/** What an import would change. */
export function PreviewCard({
  name,
  preview,
  onConfirm,
}: {
  readonly name: string;
  readonly preview: RosterPreview;
  readonly onConfirm: () => void;
}) {
  const { t } = useTranslation();
  const { rows, added, changed, unchanged, notInFile, classes, passedOver, importable } = preview;
  const moves = added + changed > 0 || classes.some((each) => each.added);
  return (
    <section className={styles.card} data-testid="roster-preview" data-importable={importable}>
      <h2>
        {name} <small className="number">{t('roster.rows', { rows })}</small>
      </h2>
      <p className={styles.counts}>
        <b className="number">{t('roster.added', { count: added })}</b>
        <b className="number">{t('roster.changed', { count: changed })}</b>
        <span className="number">{t('roster.unchanged', { count: unchanged })}</span>
      </p>
      {notInFile === 0 ? null : <p>{t('roster.notInFile', { count: notInFile })}</p>}
      <ul className={styles.classes}>
        {classes.map((each) => (
          <li key={`${each.grade} ${each.name}`}>
            {each.name} <small className="number">{t('testDay.pupils', { count: each.pupils })}</small>
            {each.added ? <em>{t('roster.newClass')}</em> : null}
          </li>
        ))}
      </ul>
      {passedOver.length === 0 ? null : <p>{t('roster.passedOver', { sheets: passedOver.join(' · ') })}</p>}
      {importable ? (
        <>
          <p className={styles.good}>{t(moves ? 'roster.noErrors' : 'roster.nothing')}</p>
          {moves ? (
            <Button size="large" type="primary" data-testid="roster-confirm" onClick={onConfirm}>
              {t('roster.confirm', { count: added + changed })}
            </Button>
          ) : null}
        </>
      ) : (
        <p role="alert" className={styles.failed}>
          {t('roster.fix')}
        </p>
      )}
    </section>
  );
}
