import { type AttemptId, type AttemptView, ITEMS } from '@tizhi/contracts';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/index.ts';
import { itemName } from '../results/progress.ts';
import { AttemptLine } from './attempt-line.tsx';
import { useDay } from './day-context.ts';
import { PupilButtons } from './pupil-buttons.tsx';
import { SideSheet } from './side-sheet.tsx';
import styles from './station-panel.module.css';

/** Nobody's attempts: one tap on the attempt, one on the pupil. */
export function Tray() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { view, pupils, waiting, mayDecide } = useDay();
  const [picked, setPicked] = useState<AttemptId | null>(null);
  const attempt = view.tray.find((each) => each.attempt === picked);
  if (view.tray.length === 0) return null;
  return (
    <section className={styles.tray} data-testid="tray">
      <h2>
        {t('testDay.tray.title')} <span className="number">{view.tray.length}</span>
        {mayDecide ? <small>{t('testDay.tray.step')}</small> : null}
      </h2>
      <ul>
        {view.tray.map((each) => {
          const claimed = waiting.claims.get(each.attempt);
          return (
            <li key={each.attempt}>
              <button
                type="button"
                data-testid="tray-attempt"
                disabled={!mayDecide || waiting.attempts.has(each.attempt)}
                onClick={() => setPicked(each.attempt)}
              >
                <b>{itemName(each.item, language)}</b>
                <AttemptLine attempt={each} who={false} />
                {claimed === undefined ? null : <i>→ {pupils.get(claimed)?.name}</i>}
              </button>
            </li>
          );
        })}
      </ul>
      {attempt === undefined ? null : <ClaimSheet attempt={attempt} onClose={() => setPicked(null)} />}
    </section>
  );
}

function ClaimSheet({ attempt, onClose }: { readonly attempt: AttemptView; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { decide } = useDay();
  return (
    <SideSheet title={t('testDay.tray.whose', { value: ITEMS[attempt.item][language] })} onClose={onClose}>
      <AttemptLine attempt={attempt} who={false} />
      <PupilButtons
        item={attempt.item}
        onChoose={(subject) => {
          const reason = t('testDay.reason.claim');
          decide({ kind: 'claimed', attempt: attempt.attempt, subject, reason });
          onClose();
        }}
      />
      <Button
        danger
        onClick={() => {
          decide({ kind: 'voided', attempt: attempt.attempt, reason: t('testDay.reason.void') });
          onClose();
        }}
      >
        {t('testDay.tray.void')}
      </Button>
    </SideSheet>
  );
}
