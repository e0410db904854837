import type { LessonSummary, LiveCoverage } from '@tizhi/contracts';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { StreamState } from '../api/stream-state.ts';
import { useApi } from '../session/session-context.ts';
import { ConnectionBadge } from '../shell/connection-badge.tsx';
import { Icon } from '../shell/icons.tsx';
import { CoverageFact } from './coverage-fact.tsx';
import type { DeviceView } from './device-view.ts';
import styles from './lesson-header.module.css';
import { LessonPicker } from './lesson-picker.tsx';
import { LessonTime } from './lesson-time.tsx';
import { SORTS, type Sort } from './order.ts';
import type { Summary } from './summary.ts';
import { ZoneBar } from './zone-bar.tsx';

export interface LessonHeaderProps {
  readonly lesson: LessonSummary | undefined;
  readonly lessons: readonly LessonSummary[];
  /** The server's clock. */
  readonly now: number;
  readonly summary: Summary;
  readonly coverage: LiveCoverage;
  readonly devices: readonly DeviceView[];
  readonly stream: StreamState;
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
}

/** The class at a glance: who, when, how many heard, how hard. */
export function LessonHeader(props: LessonHeaderProps) {
  const { lesson, lessons, now, summary, coverage, devices, stream, sort, onSort } = props;
  const { t } = useTranslation();
  const { state } = useApi();
  const maySeeLoad = state.kind === 'signed-in' && state.session.role !== 'admin';
  const { meanBpm } = summary;
  return (
    <section className={styles.header}>
      <div className={styles.lesson}>
        <LessonPicker lesson={lesson} lessons={lessons} />
        <ConnectionBadge stream={stream} />
        {lesson === undefined || !maySeeLoad ? null : (
          <Link
            className={styles.certificate}
            to={`/lessons/${lesson.lesson}/load`}
            title={t('load.linkHint')}
            data-testid="load-link"
          >
            <Icon name="load" />
            <span>{t('load.link')}</span>
          </Link>
        )}
        {lesson === undefined ? null : (
          <Link
            className={styles.certificate}
            to={`/lessons/${lesson.lesson}/certificate`}
            title={t('certificate.linkHint')}
            data-testid="certificate-link"
          >
            <Icon name="certificate" />
            <span>{t('certificate.link')}</span>
          </Link>
        )}
      </div>
      <dl className={styles.facts}>
        {lesson === undefined ? null : <LessonTime lesson={lesson} now={now} />}
        <CoverageFact coverage={coverage} devices={devices} />
        <div>
          <dt>{t('live.mean')}</dt>
          <dd className="number" data-testid="mean">
            {meanBpm ?? '-'}
          </dd>
        </div>
      </dl>
      <ZoneBar summary={summary} />
      <Segmented<Sort>
        className={styles.sort ?? ''}
        aria-label={t('sort.label')}
        value={sort}
        onChange={onSort}
        options={SORTS.map((value) => ({ value, label: t(`sort.${value}`) }))}
      />
    </section>
  );
}
