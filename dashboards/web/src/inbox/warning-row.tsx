import type { WarningId, WarningView } from '@tizhi/contracts';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/index.ts';
import { spanParts } from '../time/format.ts';
import { DueText } from './due-text.tsx';
import { useInbox } from './inbox-context.ts';
import { SeverityMark, StateMark } from './marks.tsx';
import { isLate } from './warning-life.ts';
import styles from './warning-row.module.css';

/** One warning of the list: who, what, how long, and where it stands. */
export function WarningRow({
  view,
  chosen,
  onChoose,
}: {
  readonly view: WarningView;
  readonly chosen: boolean;
  readonly onChoose: (warning: WarningId) => void;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { clock } = useInbox();
  const { warning, rule, pupil } = view;
  const [age] = spanParts(clock.serverAt - warning.openedAt);
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (chosen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <li ref={row}>
      <button
        type="button"
        className={styles.row}
        aria-current={chosen}
        data-testid="warning"
        data-warning={warning.warning}
        data-state={warning.state}
        data-severity={warning.finding.severity}
        data-late={isLate(view)}
        onClick={() => onChoose(warning.warning)}
      >
        <span className={styles.top}>
          <b>{pupil.name}</b>
          <span>
            {pupil.className}
            {pupil.seat === null ? '' : ` · ${pupil.seat}`}
          </span>
          <SeverityMark view={view} />
        </span>
        <span className={styles.title}>{rule.title[language]}</span>
        <span className={styles.foot}>
          <StateMark view={view} />
          <DueText view={view} />
          <span className={styles.age}>
            {age === undefined ? null : t('inbox.age', { age: t(`span.${age.unit}`, { n: age.n }) })}
          </span>
        </span>
      </button>
    </li>
  );
}
