import type { PrescriptionRow } from '@tizhi/contracts';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ANYTHING, type Problem } from '../api/request.ts';
import { ROUTES } from '../api/routes.ts';
import { useApi } from '../session/session-context.ts';
import { useProblemText } from '../shell/problem-text.ts';
import { LabelledInput } from '../test-days/labelled-input.tsx';
import styles from './class-plans-page.module.css';
import { withoutCaution } from './confirmable.ts';
import { nextMonday, today } from './dates.ts';

interface Progress {
  readonly done: number;
  readonly total: number;
  readonly failed: number;
  readonly problem: Problem | null;
  readonly running: boolean;
}

/** Confirms all drafts without a caution, one after the other; what failed stays a draft and is told. */
export function ConfirmMany({
  rows,
  onDecided,
}: {
  readonly rows: readonly PrescriptionRow[];
  readonly onDecided: () => void;
}) {
  const { t } = useTranslation();
  const problemText = useProblemText({ byItself: false });
  const { ask } = useApi();
  const [startsOn, setStartsOn] = useState(() => nextMonday(today()));
  const [progress, setProgress] = useState<Progress | null>(null);
  const ready = withoutCaution(rows);

  const run = async (): Promise<void> => {
    let now: Progress = { done: 0, total: ready.length, failed: 0, problem: null, running: true };
    setProgress(now);
    for (const prescription of ready) {
      const answer = await ask({
        path: ROUTES.prescriptionDecision(prescription),
        method: 'POST',
        body: { kind: 'confirm', startsOn },
        schema: ANYTHING,
      });
      now = answer.ok
        ? { ...now, done: now.done + 1 }
        : { ...now, failed: now.failed + 1, problem: answer.problem };
      setProgress(now);
      // Without a network the others would only wait for the same.
      if (!answer.ok && answer.problem.kind === 'network') {
        now = { ...now, failed: now.total - now.done };
        break;
      }
    }
    setProgress({ ...now, running: false });
    onDecided();
  };

  return (
    <section className={styles.many} data-testid="confirm-many">
      <p>{t('plan.list.intro')}</p>
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
          loading={progress?.running === true}
          disabled={ready.length === 0 || startsOn === ''}
          data-testid="confirm-all"
          onClick={() => void run()}
        >
          {ready.length === 0 ? t('plan.list.nothing') : t('plan.list.startAll', { count: ready.length })}
        </Button>
        {progress === null ? null : (
          <p role="status" className={styles.progress} data-testid="confirm-progress">
            {progress.running
              ? t('plan.list.progress', { done: progress.done, total: progress.total })
              : t('plan.list.allDone', { count: progress.done })}
            {progress.problem === null ? null : (
              <em>
                {t('plan.list.failed', {
                  count: progress.failed,
                  problem: problemText(progress.problem),
                })}
              </em>
            )}
          </p>
        )}
      </div>
    </section>
  );
}
