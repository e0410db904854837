import { LessonList } from '@tizhi/contracts';
import { useTranslation } from 'react-i18next';
import { Link, Navigate } from 'react-router';
import { ROUTES } from '../api/routes.ts';
import { usePolled } from '../api/use-polled.ts';
import { useLanguage } from '../i18n/index.ts';
import { Loading } from '../shell/loading.tsx';
import { Message } from '../shell/message.tsx';
import { useProblemText } from '../shell/problem-text.ts';
import { dayOf, timeOfDay } from '../time/format.ts';
import styles from './home-page.module.css';
import { inProgress, newestFirst } from './lesson-clock.ts';

const LOOK_EVERY_MS = 5_000;
const RECENT = 6;

/** Goes to the lesson in progress; between lessons it waits for one. */
export function HomePage() {
  const { t } = useTranslation();
  const language = useLanguage();
  const problemText = useProblemText();
  const { value, problem } = usePolled({ path: ROUTES.lessons, schema: LessonList, everyMs: LOOK_EVERY_MS });

  if (value === null) {
    if (problem === null) return <Loading />;
    return <Message title={t('stream.connecting')} body={problemText(problem)} />;
  }
  const lesson = inProgress(value.lessons);
  if (lesson !== undefined) return <Navigate to={`/lessons/${lesson.lesson}`} replace />;
  const recent = newestFirst(value.lessons).slice(0, RECENT);
  return (
    <Message title={t('live.none')} body={t('live.noneBody')}>
      {recent.length === 0 ? null : (
        <nav className={styles.recent} aria-label={t('live.recent')}>
          <h2>{t('live.recent')}</h2>
          {recent.map((each) => (
            <Link key={each.lesson} to={`/lessons/${each.lesson}`}>
              <b>{each.className}</b>
              <span className="number">
                {dayOf(each.startedAt, language)} {timeOfDay(each.startedAt, false)}
              </span>
            </Link>
          ))}
        </nav>
      )}
    </Message>
  );
}
