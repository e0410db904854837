import type { LessonId, LessonSummary } from '@tizhi/contracts';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useLanguage } from '../i18n/index.ts';
import { dayOf, timeOfDay } from '../time/format.ts';
import { newestFirst } from './lesson-clock.ts';
import styles from './lesson-picker.module.css';

const SHOWN = 30;

/** The class's name; where there are other lessons, the way to them. */
export function LessonPicker({
  lesson,
  lessons,
}: {
  readonly lesson: LessonSummary | undefined;
  readonly lessons: readonly LessonSummary[];
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  const navigate = useNavigate();

  if (lesson === undefined) return <h2 className={styles.name}>…</h2>;
  if (lessons.length === 1) return <h2 className={styles.name}>{lesson.className}</h2>;
  return (
    <Select<LessonId>
      className={styles.picker ?? ''}
      variant="borderless"
      aria-label={t('live.lesson')}
      popupMatchSelectWidth={false}
      value={lesson.lesson}
      onChange={(chosen) => void navigate(`/lessons/${chosen}`)}
      labelRender={() => <b>{lesson.className}</b>}
      options={newestFirst(lessons)
        .slice(0, SHOWN)
        .map((each) => ({
          value: each.lesson,
          label: `${each.className} · ${
            each.endedAt === null
              ? t('live.inProgress')
              : `${dayOf(each.startedAt, language)} ${timeOfDay(each.startedAt, false)}`
          }`,
        }))}
    />
  );
}
