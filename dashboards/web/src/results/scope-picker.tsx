import type { LessonId, LessonSummary } from '@tizhi/contracts';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/index.ts';
import { newestFirst } from '../live/lesson-clock.ts';
import { dayOf, timeOfDay } from '../time/format.ts';

const SHOWN = 30;

/** Whose results the page shows: a lesson's, or everything recent. */
export function ScopePicker({
  lesson,
  lessons,
  onChoose,
}: {
  readonly lesson: LessonSummary | null;
  readonly lessons: readonly LessonSummary[];
  readonly onChoose: (scope: LessonId | 'all') => void;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  const when = (each: LessonSummary): string =>
    each.endedAt === null
      ? t('live.inProgress')
      : `${dayOf(each.startedAt, language)} ${timeOfDay(each.startedAt, false)}`;
  return (
    <Select<LessonId | 'all'>
      aria-label={t('results.scope')}
      popupMatchSelectWidth={false}
      value={lesson?.lesson ?? 'all'}
      onChange={onChoose}
      options={[
        { value: 'all', label: t('results.scopeAll') },
        ...newestFirst(lessons)
          .slice(0, SHOWN)
          .map((each) => ({ value: each.lesson, label: `${each.className} · ${when(each)}` })),
      ]}
    />
  );
}
