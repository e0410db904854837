import type { PrescriptionRow } from '@tizhi/contracts';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ANYTHING } from '../api/request.ts';
import { ROUTES } from '../api/routes.ts';
import { useApi } from '../session/session-context.ts';
import { useProblemText } from '../shell/problem-text.ts';
import { LabelledInput } from '../test-days/labelled-input.tsx';
import styles from './class-plans-page.module.css';
import { withoutAnything, withoutCaution } from './confirmable.ts';
import { nextMonday, today } from './dates.ts';
import { type Progress, useOneByOne } from './use-one-by-one.ts';

/** For a whole class: makes the drafts that are missing, and confirms those without a caution. */
export function ConfirmMany({
  rows,
  onDecided,
}: {
  readonly rows: readonly PrescriptionRow[];
  readonly onDecided: () => void;
}) {
  const { t } = useTranslation();
  const { ask } = useApi();
  const [startsOn, setStartsOn] = useState(() => nextMonday(today()));
  const making = useOneByOne();
  const confirming = useOneByOne();
  const [missing, ready] = [withoutAnything(rows), withoutCaution(rows)];
  const busy = making.progress?.running === true || confirming.progress?.running === true;

  const make = async (): Promise<void> => {
    await making.run(missing, (subject) =>
      ask({ path: ROUTES.prescribe(subject), method: 'POST', schema: ANYTHING }),
    );
    onDecided();
  };
  const confirm = async (): Promise<void> => {
    await confirming.run(ready, (prescription) =>
      ask({
        path: ROUTES.prescriptionDecision(prescription),
        method: 'POST',
        body: { kind: 'confirm', startsOn },
        schema: ANYTHING,
      }),
    );
    onDecided();
  };

  return (
    <section className={styles.many} data-testid="confirm-many">
      <p>{t('plan.list.intro')}</p>
      {missing.length === 0 ? null : (
        <div>
          <Button
            size="large"
            loading={making.progress?.running === true}
            disabled={busy}
            data-testid="make-all"
            onClick={() => void make()}
          >
            {t('plan.list.makeAll', { count: missing.length })}
          </Button>
          <ProgressText progress={making.progress} did="made" />
        </div>
      )}
      <div>
        <LabelledInput
          type="date"
          label={t('plan.startsOn')}
          value={startsOn}
          min={today()}
          onChange={(event) => setStartsOn(event.target.value)}
        />
        <Button
          type="primary"
          size="large"
          loading={confirming.progress?.running === true}
          disabled={busy || ready.length === 0 || startsOn === ''}
          data-testid="confirm-all"
          onClick={() => void confirm()}
        >
          {ready.length === 0 ? t('plan.list.nothing') : t('plan.list.startAll', { count: ready.length })}
        </Button>
        <ProgressText progress={confirming.progress} did="progress" />
      </div>
    </section>
  );
}

function ProgressText({
  progress,
  did,
}: {
  readonly progress: Progress | null;
  readonly did: 'made' | 'progress';
}) {
  const { t } = useTranslation();
  const problemText = useProblemText({ byItself: false });
  if (progress === null) return null;
  const { done, total, failed, problem } = progress;
  return (
    <p role="status" className={styles.progress} data-testid="many-progress">
      {t(`plan.list.${did}`, { done, total })}
      {problem === null ? null : (
        <em>{t('plan.list.failed', { count: failed, problem: problemText(problem) })}</em>
      )}
    </p>
  );
}
