import { type ItemKey, type LessonId, LessonList } from '@tizhi/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ROUTES } from '../api/routes.ts';
import { usePolled } from '../api/use-polled.ts';
import { inProgress } from '../live/lesson-clock.ts';
import { ConnectionBadge } from '../shell/connection-badge.tsx';
import { Loading } from '../shell/loading.tsx';
import { Message } from '../shell/message.tsx';
import { useProblemText } from '../shell/problem-text.ts';
import { BodyToggle } from './body-toggle.tsx';
import { DistributionCard } from './distribution-card.tsx';
import { ItemFilter } from './item-filter.tsx';
import { progressOf } from './progress.ts';
import { ResultList } from './result-list.tsx';
import styles from './results-page.module.css';
import { inScope, newestFirst } from './results-state.ts';
import { ScopePicker } from './scope-picker.tsx';
import { useResults } from './use-results.ts';

const LESSONS_EVERY_MS = 15_000;

export function ResultsPage() {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const lessons = usePolled({ path: ROUTES.lessons, schema: LessonList, everyMs: LESSONS_EVERY_MS });
  const known = lessons.value?.lessons ?? [];
  // Until the teacher chooses: the lesson in progress, or everything between lessons.
  const [chosen, setChosen] = useState<LessonId | 'all' | null>(null);
  const lesson = (chosen === null ? inProgress(known) : known.find((each) => each.lesson === chosen)) ?? null;
  const [item, setItem] = useState<ItemKey | null>(null);
  const [bodiesShown, setBodiesShown] = useState(false);
  const { state, stream, loaded, problem } = useResults(lesson?.lesson ?? null);

  if (!loaded || (lessons.value === null && lessons.problem === null)) {
    if (problem === null) return <Loading />;
    return <Message title={t('stream.connecting')} body={problemText(problem)} />;
  }
  const scoped = newestFirst([...state.byId.values()].filter((result) => inScope(result, lesson)));
  const shown = item === null ? scoped : scoped.filter((result) => result.item === item);
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <h1>{t('results.title')}</h1>
        <ConnectionBadge stream={stream} />
        <ScopePicker lesson={lesson} lessons={known} onChoose={setChosen} />
        <span className={styles.gap} />
        <BodyToggle shown={bodiesShown} onToggle={setBodiesShown} />
      </header>
      <ItemFilter
        progress={progressOf(scoped)}
        pupils={lesson?.pupils ?? null}
        attempts={scoped.length}
        item={item}
        onChoose={setItem}
      />
      <DistributionCard results={shown} item={item} bodiesShown={bodiesShown} />
      <ResultList
        results={shown}
        arrivedAt={state.arrivedAt}
        bodiesShown={bodiesShown}
        classShown={lesson === null}
      />
    </div>
  );
}
