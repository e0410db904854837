import { LessonId, LessonList, type LiveCoverage } from '@tizhi/contracts';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { ROUTES } from '../api/routes.ts';
import { usePolled } from '../api/use-polled.ts';
import { CameraStrip } from '../cameras/camera-strip.tsx';
import { Loading } from '../shell/loading.tsx';
import { NotFoundPage } from '../shell/not-found-page.tsx';
import { useNow } from '../time/use-now.ts';
import { AlertStrip } from './alert-strip.tsx';
import { coverageNow, deviceViews } from './device-view.ts';
import { LatestResults } from './latest-results.tsx';
import { LessonHeader } from './lesson-header.tsx';
import styles from './live-page.module.css';
import { type LiveState, serverNow } from './live-state.ts';
import { LostBanner } from './lost-banner.tsx';
import { summaryOf } from './summary.ts';
import { TileGrid } from './tile-grid.tsx';
import { FRESH_MS, tileView } from './tile-view.ts';
import { useLiveLesson } from './use-live-lesson.ts';

const LESSONS_EVERY_MS = 10_000;
const NO_COVERAGE: LiveCoverage = { heard: 0, expected: 0, withinMs: FRESH_MS };

export function LivePage() {
  const lesson = LessonId.safeParse(useParams().lesson);
  return lesson.success ? <LiveLessonPage key={lesson.data} lesson={lesson.data} /> : <NotFoundPage />;
}

/** Where frames stopped coming, nobody knows whether an alert lasts: its duration stops with them. */
const heardUntil = ({ frame }: LiveState, now: number | null): number | null =>
  frame === null || now === null ? null : Math.min(now, frame.serverAt + FRESH_MS);

function LiveLessonPage({ lesson }: { readonly lesson: LessonId }) {
  const { t } = useTranslation();
  const lessons = usePolled({ path: ROUTES.lessons, schema: LessonList, everyMs: LESSONS_EVERY_MS });
  const { live, stream, cameras, sortBy } = useLiveLesson(lesson);
  const now = useNow();
  const known = lessons.value?.lessons.find((each) => each.lesson === lesson);

  if (live.frame === null && lessons.value !== null && known === undefined) return <NotFoundPage />;

  const at = serverNow(live, now);
  const tiles = new Map(live.frame?.tiles.map((tile) => [tile.subject, tile]));
  const views = live.order.flatMap((subject) => {
    const tile = tiles.get(subject);
    return tile === undefined ? [] : [tileView(tile, now - live.receivedAt)];
  });
  return (
    <div className={styles.page}>
      <h1 className="unseen">{t('live.title')}</h1>
      <LessonHeader
        lesson={known}
        lessons={lessons.value?.lessons ?? []}
        now={at ?? Date.now()}
        summary={summaryOf(views, live.frame?.heard ?? 0)}
        coverage={coverageNow(live.frame?.coverage ?? NO_COVERAGE, now - live.receivedAt)}
        devices={live.frame === null ? [] : deviceViews(live.frame, now - live.receivedAt)}
        stream={stream}
        sort={live.sort}
        onSort={sortBy}
      />
      <div className={styles.news}>
        <AlertStrip lesson={lesson} views={views} now={heardUntil(live, at)} />
        <LatestResults lesson={lesson} />
      </div>
      <CameraStrip views={cameras} />
      <div className={styles.field}>
        <LostBanner stream={stream} now={now} shown={live.frame !== null} />
        {live.frame === null ? <Loading /> : <TileGrid views={views} />}
      </div>
    </div>
  );
}
