import { type AttemptView, ITEMS } from '@tizhi/contracts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/index.ts';
import { isBodyItem } from '../results/progress.ts';
import { valueText } from '../results/value-text.ts';
import { Icon } from '../shell/icons.tsx';
import { timeOfDay } from '../time/format.ts';
import styles from './attempt-line.module.css';
import { useDay } from './day-context.ts';

/** One attempt: how much, when, of whom, and how it stands. */
export function AttemptLine({
  attempt,
  who,
  children,
}: {
  readonly attempt: AttemptView;
  /** Name the pupil: not in that pupil's own drawer. */
  readonly who: boolean;
  readonly children?: ReactNode;
}) {
  const { t } = useTranslation();
  const { pupils, waiting } = useDay();
  const pupil = attempt.subject === null ? undefined : pupils.get(attempt.subject);
  return (
    <div className={styles.line} data-testid="attempt" data-status={attempt.status}>
      <AttemptValue attempt={attempt} />
      <span className={styles.about}>
        {who ? (
          <b>{pupil === undefined ? t('testDay.status.unclaimed') : `${pupil.seat} ${pupil.name}`}</b>
        ) : null}
        <small className="number">
          {timeOfDay(attempt.at)} · {attempt.station ?? t(`testDay.by.${attempt.by}`)}
          {attempt.tag === null ? '' : ` · ${t('testDay.tray.tag', { tag: attempt.tag })}`}
          {who || attempt.knownBy === null ? '' : ` · ${t(`testDay.knownBy.${attempt.knownBy}`)}`}
        </small>
      </span>
      <span className={styles.chips}>
        <em data-status={attempt.status}>
          {attempt.foul === null ? t(`testDay.status.${attempt.status}`) : t(`testDay.foul.${attempt.foul}`)}
        </em>
        {waiting.attempts.has(attempt.attempt) ? (
          <em data-status="waiting">{t('testDay.chip.waiting')}</em>
        ) : null}
      </span>
      {children}
    </div>
  );
}

function AttemptValue({ attempt }: { readonly attempt: AttemptView }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { bodiesShown } = useDay();
  if (isBodyItem(attempt.item) && !bodiesShown) {
    return (
      <span className={styles.value} title={t('testDay.chip.hidden')}>
        <Icon name="eyeShut" />
      </span>
    );
  }
  const { value, unit } = valueText({ ...attempt, unit: ITEMS[attempt.item].unit }, language);
  return (
    <span className={styles.value}>
      <b className="number">{value}</b> <small>{unit}</small>
    </span>
  );
}
