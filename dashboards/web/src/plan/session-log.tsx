import { SessionDone, type SubjectId } from '@tizhi/contracts';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ANYTHING } from '../api/request.ts';
import { ROUTES } from '../api/routes.ts';
import { useSubmit } from '../api/use-submit.ts';
import { useProblemText } from '../shell/problem-text.ts';
import { Choices } from '../test-days/choices.tsx';
import { SideSheet } from '../test-days/side-sheet.tsx';
import { today } from './dates.ts';
import styles from './session-log.module.css';

/** Shares of the planned sets that people tell apart. */
const SHARES = { all: 1, most: 0.75, half: 0.5, none: 0 } as const;
type Share = keyof typeof SHARES;
const EFFORTS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10'] as const;

/** Records what was done of a session: the next plan goes by it. */
export function SessionLog({
  subject,
  week,
  session,
  onSaved,
}: {
  readonly subject: SubjectId;
  readonly week: number;
  readonly session: number;
  readonly onSaved: () => void;
}) {
  const { t } = useTranslation();
  const problemText = useProblemText({ byItself: false });
  const { busy, problem, submit } = useSubmit();
  const [open, setOpen] = useState(false);
  const [share, setShare] = useState<Share>('all');
  const [effort, setEffort] = useState<(typeof EFFORTS)[number] | null>(null);
  const save = async (): Promise<void> => {
    const body = SessionDone.parse({
      week,
      session,
      on: today(),
      done: SHARES[share],
      rpe: effort === null ? null : Number(effort),
    });
    const answer = await submit({
      path: ROUTES.sessionsDone(subject),
      method: 'POST',
      body,
      schema: ANYTHING,
    });
    if (!answer.ok) return;
    setOpen(false);
    onSaved();
  };
  return (
    <>
      <button type="button" className={styles.log} data-testid="log-session" onClick={() => setOpen(true)}>
        {t('plan.done.log')}
      </button>
      {open ? (
        <SideSheet
          title={`${t('plan.week', { week })} · ${t('plan.done.log')}`}
          onClose={() => setOpen(false)}
        >
          <h4>{t('plan.done.how')}</h4>
          <Choices
            label={t('plan.done.how')}
            options={(['all', 'most', 'half', 'none'] as const).map((value) => ({
              value,
              text: t(`plan.done.share.${value}`),
            }))}
            chosen={share}
            onChoose={setShare}
            testId="done-share"
          />
          <h4>{t('plan.done.rpe')}</h4>
          <Choices
            label={t('plan.done.rpe')}
            options={EFFORTS.map((value) => ({ value, text: value }))}
            chosen={effort}
            onChoose={(value) => setEffort(value === effort ? null : value)}
            testId="done-rpe"
          />
          {problem === null ? null : <p role="alert">{problemText(problem)}</p>}
          <Button
            type="primary"
            size="large"
            loading={busy}
            data-testid="save-session"
            onClick={() => void save()}
          >
            {t('plan.done.save')}
          </Button>
        </SideSheet>
      ) : null}
    </>
  );
}
