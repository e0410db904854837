import { LessonId, LessonLoad, ReadPurpose, type Session } from '@tizhi/contracts';
import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { ROUTES } from '../api/routes.ts';
import { usePolled } from '../api/use-polled.ts';
import { useLanguage } from '../i18n/index.ts';
import { useApi } from '../session/session-context.ts';
import { Icon } from '../shell/icons.tsx';
import { Loading } from '../shell/loading.tsx';
import { Message } from '../shell/message.tsx';
import { NotAllowedPage } from '../shell/not-allowed-page.tsx';
import { NotFoundPage } from '../shell/not-found-page.tsx';
import { useProblemText } from '../shell/problem-text.ts';
import { purposeOf } from '../story/purpose.ts';
import { dayOf, timeOfDay } from '../time/format.ts';
import { ClassCard } from './class-card.tsx';
import styles from './load-page.module.css';
import { NotesCard } from './notes-card.tsx';
import { PlanCard } from './plan-card.tsx';
import { PupilRows } from './pupil-rows.tsx';

/** Each reading is noted in the audit log: only when somebody comes, or asks again. */
const EVERY_MS = 3_600_000;

export function LoadPage() {
  const { state } = useApi();
  const lesson = LessonId.safeParse(useParams().lesson);
  if (!lesson.success) return <NotFoundPage />;
  if (state.kind !== 'signed-in') return <Loading />;
  if (state.session.role === 'admin') return <NotAllowedPage />;
  return <Load key={lesson.data} lesson={lesson.data} session={state.session} />;
}

/** How hard a lesson was: for the class, for each pupil, and against the plan. */
function Load({ lesson, session }: { readonly lesson: LessonId; readonly session: Session }) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const [search] = useSearchParams();
  const purpose = purposeOf(search.get('purpose'), session.role);
  const { value, problem, reload } = usePolled({
    path: ROUTES.load({ lesson, purpose }),
    schema: LessonLoad,
    everyMs: EVERY_MS,
  });
  if (value === null) {
    if (problem === null) return <Loading />;
    if (problem.kind === 'refused' && problem.status === 404) return <NotFoundPage />;
    return (
      <Message title={t('load.failed')} body={problemText(problem)}>
        <Button type="primary" onClick={reload}>
          {t('load.again')}
        </Button>
      </Message>
    );
  }
  return (
    <article className={styles.page} data-testid="load-page">
      <LoadHead load={value} purpose={purpose} onAgain={reload} />
      {problem === null ? null : <p role="alert">{problemText(problem)}</p>}
      <ClassCard load={value} />
      <PlanCard plan={value.plan} />
      <PupilRows pupils={value.pupils} />
      <NotesCard />
    </article>
  );
}

function LoadHead({
  load,
  purpose,
  onAgain,
}: {
  readonly load: LessonLoad;
  readonly purpose: ReadPurpose;
  readonly onAgain: () => void;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [, setSearch] = useSearchParams();
  const { lesson, className, startedAt, until, running } = load;
  return (
    <header className={styles.head}>
      <Link to={`/lessons/${lesson}`} aria-label={t('load.back')} title={t('load.back')}>
        <Icon name="back" />
      </Link>
      <div>
        <h1>
          {t('load.title')} · {className}
        </h1>
        <p className="number">
          {dayOf(startedAt, language)} {timeOfDay(startedAt, false)}–{timeOfDay(until, false)}
          {running ? ` · ${t('load.soFar', { at: timeOfDay(until) })}` : ''}
        </p>
      </div>
      <nav>
        <Select<ReadPurpose>
          aria-label={t('story.purpose')}
          title={t('story.purposeNote')}
          popupMatchSelectWidth={false}
          value={purpose}
          onChange={(chosen) => setSearch({ purpose: chosen }, { replace: true })}
          options={ReadPurpose.options.map((value) => ({ value, label: t(`story.purposes.${value}`) }))}
        />
        {running ? (
          <Button icon={<Icon name="again" />} onClick={onAgain} data-testid="load-again">
            {t('load.again')}
          </Button>
        ) : null}
      </nav>
    </header>
  );
}
