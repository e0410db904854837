import type { ScoredAttempt } from '@tizhi/contracts';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/index.ts';
import { Icon } from '../shell/icons.tsx';
import { timeOfDay } from '../time/format.ts';
import { LevelChip } from './level-chip.tsx';
import { isBodyItem, itemName } from './progress.ts';
import styles from './result-row.module.css';
import { valueText } from './value-text.ts';

export interface ResultRowProps {
  readonly result: ScoredAttempt;
  readonly isNew: boolean;
  readonly bodiesShown: boolean;
  /** The page shows more than one class. */
  readonly classShown: boolean;
}

/** One attempt: whose, what, how much, and what it is worth. */
export const ResultRow = memo(function ResultRow({ result, isNew, bodiesShown, classShown }: ResultRowProps) {
  const language = useLanguage();
  const { item, score, level, at, className } = result;
  const hidden = isBodyItem(item) && !bodiesShown;
  return (
    <li
      className={styles.row}
      data-testid="result-row"
      data-item={item}
      data-score={score ?? ''}
      data-level={level ?? ''}
      data-new={isNew}
    >
      <time className="number" dateTime={new Date(at).toISOString()}>
        {timeOfDay(at)}
      </time>
      <Who result={result} />
      <span className={styles.item}>
        {itemName(item, language)}
        {classShown && className !== null ? <small>{className}</small> : null}
      </span>
      <Value result={result} hidden={hidden} />
      <Worth result={result} hidden={hidden} />
    </li>
  );
});

function Who({ result }: { readonly result: ScoredAttempt }) {
  const { t } = useTranslation();
  if (result.subject === null) {
    return (
      <span className={styles.who}>
        <em title={t('results.unclaimedHint')}>{t('results.unclaimed')}</em>
      </span>
    );
  }
  return (
    <span className={styles.who}>
      <b className="number">{result.seat ?? ''}</b>
      <span>{result.name ?? result.subject}</span>
    </span>
  );
}

function Value({ result, hidden }: { readonly result: ScoredAttempt; readonly hidden: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (hidden)
    return (
      <span className={styles.value}>
        <Icon name="eyeShut" />
      </span>
    );
  const { value, unit } = valueText(result, language);
  return (
    <span className={styles.value}>
      <b className="number">{value}</b>
      <small>{result.value === null ? t(`doubt.${result.doubt ?? 'no_value'}`) : unit}</small>
    </span>
  );
}

function Worth({ result, hidden }: { readonly result: ScoredAttempt; readonly hidden: boolean }) {
  const { t } = useTranslation();
  const { score, bonus, level, bmi, item } = result;
  if (hidden) return <span className={styles.worth}>{t('results.bodyHidden')}</span>;
  if (score === null) {
    const waiting = isBodyItem(item) && result.value !== null && result.subject !== null;
    return <span className={styles.worth}>{waiting ? t('results.bmiWaiting') : t('results.noScore')}</span>;
  }
  return (
    <span className={styles.worth}>
      {bonus !== null && bonus > 0 ? <small>{t('results.bonus', { bonus })}</small> : null}
      {bmi === null ? null : <small className="number">{t('results.bmi', { bmi: bmi.toFixed(1) })}</small>}
      <b className="number">{t('results.points', { score })}</b>
      {level === null ? null : <LevelChip level={level} />}
    </span>
  );
}
