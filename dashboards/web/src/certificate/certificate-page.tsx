import { LessonId, LessonPupils, LessonSummary, SignedCertificate } from '@tizhi/contracts';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { ROUTES } from '../api/routes.ts';
import { usePolled } from '../api/use-polled.ts';
import { useLanguage } from '../i18n/index.ts';
import { useApi } from '../session/session-context.ts';
import { Icon } from '../shell/icons.tsx';
import { Loading } from '../shell/loading.tsx';
import { Message } from '../shell/message.tsx';
import { NotFoundPage } from '../shell/not-found-page.tsx';
import { useProblemText } from '../shell/problem-text.ts';
import { dayOf, timeOfDay } from '../time/format.ts';
import styles from './certificate-page.module.css';
import { DeviceRows } from './device-rows.tsx';
import { BarLegend } from './lesson-bar.tsx';
import { ProofCard } from './proof-card.tsx';
import { saveFile } from './save-file.ts';
import { VerdictBanner } from './verdict-banner.tsx';

/** A certificate is issued when it is asked for, not again and again by itself. */
const ON_DEMAND_MS = 24 * 3_600_000;

export function CertificatePage() {
  const lesson = LessonId.safeParse(useParams().lesson);
  return lesson.success ? <LessonCertificate key={lesson.data} lesson={lesson.data} /> : <NotFoundPage />;
}

/** What became of every reading of a lesson: to look at, to print, to keep. */
function LessonCertificate({ lesson }: { readonly lesson: LessonId }) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const asked = usePolled({
    path: ROUTES.certificate(lesson),
    schema: SignedCertificate,
    everyMs: ON_DEMAND_MS,
  });
  const people = usePolled({ path: ROUTES.pupils(lesson), schema: LessonPupils, everyMs: ON_DEMAND_MS });
  const signed = asked.value;
  if (signed === null || (people.value === null && people.problem === null)) {
    const { problem } = asked;
    if (problem === null) return <Loading />;
    if (problem.kind === 'refused' && problem.status === 404) return <NotFoundPage />;
    return (
      <Message title={t('certificate.failed')} body={problemText(problem)}>
        <Button type="primary" onClick={asked.reload}>
          {t('certificate.again')}
        </Button>
      </Message>
    );
  }
  const pupils = new Map(people.value?.pupils.map((pupil) => [pupil.subject, pupil]));
  return (
    <article className={styles.page}>
      <CertificateHead signed={signed} onAgain={asked.reload} />
      {asked.problem === null ? null : <p role="alert">{problemText(asked.problem)}</p>}
      <VerdictBanner certificate={signed.certificate} />
      <section className={styles.sheet}>
        <BarLegend />
        <DeviceRows certificate={signed.certificate} pupils={pupils} />
      </section>
      <ProofCard signed={signed} />
    </article>
  );
}

function CertificateHead({
  signed,
  onAgain,
}: {
  readonly signed: SignedCertificate;
  readonly onAgain: () => void;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { state } = useApi();
  const { lesson, startedAt, endedAt, until } = signed.certificate;
  const summary = usePolled({
    path: `${ROUTES.lessons}/${lesson}`,
    schema: LessonSummary,
    everyMs: ON_DEMAND_MS,
  });
  return (
    <header className={styles.head}>
      <Link to={`/lessons/${lesson}`} aria-label={t('certificate.back')} title={t('certificate.back')}>
        <Icon name="back" />
      </Link>
      <div>
        <h1>
          {t('certificate.title')}
          {summary.value === null ? '' : ` · ${summary.value.className}`}
        </h1>
        <p className="number">
          {state.kind === 'signed-in' ? `${state.session.schoolName} · ` : ''}
          {dayOf(startedAt, language)} {timeOfDay(startedAt, false)}–{timeOfDay(until, false)}
          {endedAt === null ? ` · ${t('certificate.soFar', { at: timeOfDay(until) })}` : ''}
        </p>
      </div>
      <nav>
        {signed.certificate.verdict === 'uncertain' || endedAt === null ? (
          <Button icon={<Icon name="again" />} onClick={onAgain} data-testid="certificate-again">
            {t('certificate.again')}
          </Button>
        ) : null}
        <Button icon={<Icon name="print" />} onClick={() => window.print()}>
          {t('certificate.print')}
        </Button>
        <Button
          type="primary"
          icon={<Icon name="download" />}
          data-testid="certificate-download"
          onClick={() => saveFile(`certificate-${lesson}.json`, `${JSON.stringify(signed)}\n`)}
        >
          {t('certificate.download')}
        </Button>
      </nav>
    </header>
  );
}
