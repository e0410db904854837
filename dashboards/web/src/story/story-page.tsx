import { ReadPurpose, type Session, StoryResponse, SubjectId } from '@tizhi/contracts';
import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { ROUTES } from '../api/routes.ts';
import { usePolled } from '../api/use-polled.ts';
import { useLanguage } from '../i18n/index.ts';
import { AnswersForm } from '../plan/answers-form.tsx';
import { PlanSection } from '../plan/plan-section.tsx';
import { useApi } from '../session/session-context.ts';
import { Icon } from '../shell/icons.tsx';
import { Loading } from '../shell/loading.tsx';
import { Message } from '../shell/message.tsx';
import { NotFoundPage } from '../shell/not-found-page.tsx';
import { useProblemText } from '../shell/problem-text.ts';
import { dayOf } from '../time/format.ts';
import { GrowthCard } from './growth-card.tsx';
import { ItemsCard } from './items-card.tsx';
import { NextCard } from './next-card.tsx';
import { purposeOf } from './purpose.ts';
import styles from './story-page.module.css';
import { TotalCard } from './total-card.tsx';
import { WarningsCard } from './warnings-card.tsx';

/** Each reading is noted in the audit log, so the page does not read again by itself while it is open. */
const EVERY_MS = 3_600_000;

export function StoryPage() {
  const { state } = useApi();
  const subject = SubjectId.safeParse(useParams().subject);
  if (!subject.success) return <NotFoundPage />;
  if (state.kind !== 'signed-in') return <Loading />;
  return <Story key={subject.data} subject={subject.data} session={state.session} />;
}

/** One pupil from grade 4 to a confirmed plan, on one plain page for teacher and parent. */
function Story({ subject, session }: { readonly subject: SubjectId; readonly session: Session }) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const [search] = useSearchParams();
  const purpose = purposeOf(search.get('purpose'), session.role);
  const { value, problem, reload } = usePolled({
    path: ROUTES.story({ subject, purpose }),
    schema: StoryResponse,
    everyMs: EVERY_MS,
  });
  if (value === null) {
    if (problem === null) return <Loading />;
    if (problem.kind === 'refused' && problem.status === 404) return <NotFoundPage />;
    return <Message title={t('problem.title')} body={problemText(problem)} />;
  }
  const forParents = purpose === 'parent_talk';
  // A plan is long: the items stand where there is room.
  const planned = [value.draft, value.plan].some((stored) => stored?.content.kind === 'plan');
  return (
    <article className={styles.page} data-testid="story" data-purpose={purpose}>
      <StoryHeader story={value} purpose={purpose} />
      <div className={styles.lines}>
        <div className={styles.column}>
          <TotalCard story={value} purpose={purpose} />
          <NextCard story={value} />
          {planned ? <ItemsCard story={value} /> : null}
          {forParents ? null : <WarningsCard story={value} />}
          <GrowthCard story={value} />
        </div>
        <div className={styles.column}>
          <div className={styles.card}>
            <PlanSection story={value} role={session.role} onChanged={reload} />
          </div>
          {planned ? null : <ItemsCard story={value} />}
        </div>
      </div>
      <details className={`${styles.card} ${styles.answers}`} data-testid="answers-fold">
        <summary>
          <h2>{t('plan.answers.title')}</h2>
        </summary>
        <AnswersForm subject={subject} answers={value.answers} onSaved={reload} />
      </details>
    </article>
  );
}

function StoryHeader({
  story: { pupil },
  purpose,
}: {
  readonly story: StoryResponse;
  readonly purpose: ReadPurpose;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [, setSearch] = useSearchParams();
  const grade = t('testDay.grade', { grade: pupil.grade });
  return (
    <header className={styles.header}>
      <Link className={styles.back} to={`/classes/${pupil.class}/prescriptions`} aria-label={t('story.back')}>
        <Icon name="back" />
      </Link>
      <div className={styles.who}>
        <h1>{pupil.name}</h1>
        <p>
          {pupil.className} · {grade}
          {pupil.seat === null ? '' : ` · ${t('story.seat', { seat: pupil.seat })}`}
        </p>
      </div>
      <div className={styles.tools}>
        <Select<ReadPurpose>
          aria-label={t('story.purpose')}
          title={t('story.purposeNote')}
          popupMatchSelectWidth={false}
          value={purpose}
          data-testid="purpose"
          onChange={(chosen) => setSearch({ purpose: chosen }, { replace: true })}
          options={ReadPurpose.options.map((value) => ({ value, label: t(`story.purposes.${value}`) }))}
        />
        <Button icon={<Icon name="print" />} onClick={() => window.print()} data-testid="print-story">
          {t('story.print')}
        </Button>
      </div>
      <p className={styles.printed}>{t('story.printed', { day: dayOf(Date.now(), language) })}</p>
    </header>
  );
}
