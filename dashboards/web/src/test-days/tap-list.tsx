import type { AttemptId } from '@tizhi/contracts';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDay } from './day-context.ts';
import { officialTime } from './official-time.ts';
import type { Heat } from './stopwatch.ts';
import styles from './stopwatch-panel.module.css';

/** Taps of a heat, the last one on top; each can be undone. */
export function TapList({
  heat,
  taps,
  onUndo,
}: {
  readonly heat: Heat;
  readonly taps: Heat['taps'];
  readonly onUndo: (attempt: AttemptId) => void;
}) {
  const { t } = useTranslation();
  const { view, pupils, waiting, mayDecide } = useDay();
  const rounding = view.plan.rules[heat.item]?.rounding;
  return (
    <ul className={styles.taps}>
      {taps.toReversed().map(({ attempt, subject, tag, at }) => (
        <li key={attempt} data-testid="tap">
          <b className="number">
            {officialTime({ item: heat.item, elapsedMs: at - heat.startedAt, rounding })}
          </b>
          <span>
            {subject === null ? t('testDay.watch.unknown') : `${tag} ${pupils.get(subject)?.name ?? ''}`}
          </span>
          {waiting.attempts.has(attempt) ? <em>{t('testDay.chip.waiting')}</em> : <em />}
          {mayDecide ? <Button onClick={() => onUndo(attempt)}>{t('testDay.watch.undo')}</Button> : null}
        </li>
      ))}
    </ul>
  );
}
