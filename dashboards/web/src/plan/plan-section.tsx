import type { Role, StoredPrescription, StoryResponse } from '@tizhi/contracts';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { ANYTHING } from '../api/request.ts';
import { ROUTES } from '../api/routes.ts';
import { useSubmit } from '../api/use-submit.ts';
import { useLanguage } from '../i18n/index.ts';
import { useProblemText } from '../shell/problem-text.ts';
import { dayOf } from '../time/format.ts';
import { noonOf } from './dates.ts';
import { DecisionBar } from './decision-bar.tsx';
import styles from './plan-section.module.css';
import { PlanView } from './plan-view.tsx';
import { ReferView } from './refer-view.tsx';
import { SessionLog } from './session-log.tsx';

/** The draft that waits for a teacher, the plan that holds now, and the way to a new one. */
export function PlanSection({
  story,
  role,
  onChanged,
}: {
  readonly story: Pick<StoryResponse, 'pupil' | 'draft' | 'plan' | 'drills' | 'sessions'>;
  readonly role: Role;
  readonly onChanged: () => void;
}) {
  const { t } = useTranslation();
  const problemText = useProblemText({ byItself: false });
  const { busy, problem, submit } = useSubmit();
  const { pupil, draft, plan } = story;
  const make = async (): Promise<void> => {
    const answer = await submit({
      path: ROUTES.prescribe(pupil.subject),
      method: 'POST',
      schema: ANYTHING,
    });
    if (answer.ok) onChanged();
  };
  return (
    <section className={styles.section} id="plan" data-testid="plan-section">
      <header>
        <h2>{t('plan.title')}</h2>
        <Button loading={busy} data-testid="make-plan" onClick={() => void make()}>
          {t('plan.make')}
        </Button>
      </header>
      {problem === null ? null : (
        <p className={styles.problem} role="alert">
          {problemText(problem)}
        </p>
      )}
      {draft === null && plan === null ? <p className={styles.none}>{t('plan.none')}</p> : null}
      {draft === null ? null : (
        <Stored key={draft.prescription} stored={draft} story={story} role={role} onChanged={onChanged} />
      )}
      {plan === null ? null : (
        <Stored key={plan.prescription} stored={plan} story={story} role={role} onChanged={onChanged} />
      )}
    </section>
  );
}

function Stored({
  stored,
  story,
  role,
  onChanged,
}: {
  readonly stored: StoredPrescription;
  readonly story: Pick<StoryResponse, 'pupil' | 'drills' | 'sessions'>;
  readonly role: Role;
  readonly onChanged: () => void;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { content, state, startsOn } = stored;
  const isDraft = state === 'draft';
  const { subject } = story.pupil;
  const logOf = (week: number, session: number) => (
    <SessionLog subject={subject} week={week} session={session} onSaved={onChanged} />
  );
  return (
    <article className={styles.stored} data-testid="prescription" data-state={state}>
      <p className={styles.state}>
        <b data-state={state}>{t(`plan.state.${content.kind === 'refer' ? 'refer' : state}`)}</b>{' '}
        {isDraft
          ? content.kind === 'plan' && t('plan.draftNote')
          : startsOn === null
            ? null
            : t('plan.confirmed', { day: dayOf(noonOf(startsOn), language) })}
      </p>
      {content.kind === 'plan' ? (
        <PlanView
          plan={content}
          startsOn={isDraft ? null : startsOn}
          drills={story.drills}
          sessions={isDraft ? [] : story.sessions}
          logOf={isDraft ? null : logOf}
        />
      ) : (
        <ReferView content={content} />
      )}
      <DecisionBar stored={stored} role={role} onDecided={onChanged} />
    </article>
  );
}
