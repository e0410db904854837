import type { Role, StoredPrescription } from '@tizhi/contracts';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ANYTHING } from '../api/request.ts';
import { ROUTES } from '../api/routes.ts';
import { useSubmit } from '../api/use-submit.ts';
import { useProblemText } from '../shell/problem-text.ts';
import { LabelledInput } from '../test-days/labelled-input.tsx';
import { nextMonday, today } from './dates.ts';
import styles from './decision-bar.module.css';

/** A teacher's decision: confirm a draft from a day on, or withdraw it with a reason. */
export function DecisionBar({
  stored,
  role,
  onDecided,
}: {
  readonly stored: StoredPrescription;
  readonly role: Role;
  readonly onDecided: () => void;
}) {
  const { t } = useTranslation();
  const problemText = useProblemText({ byItself: false });
  const { busy, problem, submit } = useSubmit();
  const reasonId = useId();
  const [startsOn, setStartsOn] = useState(() => nextMonday(today()));
  const [reason, setReason] = useState<string | null>(null);
  const decide = async (body: unknown): Promise<void> => {
    const answer = await submit({
      path: ROUTES.prescriptionDecision(stored.prescription),
      method: 'POST',
      body,
      schema: ANYTHING,
    });
    if (!answer.ok) return;
    setReason(null);
    onDecided();
  };
  // A teacher confirms; a nurse may take a plan back.
  const mayConfirm = role === 'teacher' && stored.state === 'draft' && stored.content.kind === 'plan';
  return (
    <div className={styles.bar} data-waits={mayConfirm} data-testid="decision-bar">
      {reason === null ? (
        <>
          {mayConfirm ? (
            <>
              <LabelledInput
                type="date"
                label={t('plan.startsOn')}
                value={startsOn}
                min={today()}
                onChange={(event) => setStartsOn(event.target.value)}
                data-testid="starts-on"
              />
              <Button
                type="primary"
                size="large"
                loading={busy}
                disabled={startsOn === ''}
                data-testid="confirm-plan"
                onClick={() => void decide({ kind: 'confirm', startsOn })}
              >
                {t('plan.confirm')}
              </Button>
            </>
          ) : null}
          <Button size="large" type="text" data-testid="withdraw-plan" onClick={() => setReason('')}>
            {t('plan.withdraw')}
          </Button>
        </>
      ) : (
        <form
          className={styles.withdraw}
          onSubmit={(event) => {
            event.preventDefault();
            void decide({ kind: 'withdraw', reason: reason.trim() });
          }}
        >
          <label htmlFor={reasonId}>{t('plan.withdrawReason')}</label>
          <Input
            id={reasonId}
            autoFocus
            size="large"
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <Button size="large" onClick={() => setReason(null)}>
            {t('plan.cancel')}
          </Button>
          <Button
            size="large"
            type="primary"
            htmlType="submit"
            loading={busy}
            disabled={reason.trim() === ''}
          >
            {t('plan.withdraw')}
          </Button>
        </form>
      )}
      {problem === null ? null : (
        <p className={styles.problem} role="alert">
          {problemText(problem)}
        </p>
      )}
    </div>
  );
}
