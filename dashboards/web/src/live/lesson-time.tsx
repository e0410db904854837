import type { LessonSummary } from '@tizhi/contracts';
import { useTranslation } from 'react-i18next';
import { stopwatch } from '../time/format.ts';
import { lessonClock } from './lesson-clock.ts';

/** Elapsed and remaining time, as facts of the header's list. */
export function LessonTime({ lesson, now }: { readonly lesson: LessonSummary; readonly now: number }) {
  const { t } = useTranslation();
  const clock = lessonClock(lesson, now);
  const [label, span] = ((): [string, number | null] => {
    switch (clock.phase) {
      case 'running':
        return [t('live.remaining'), clock.remainingMs];
      case 'overrun':
        return [t('live.overrun'), clock.overMs];
      case 'ended':
        return [t('live.ended'), null];
    }
  })();
  return (
    <>
      <div>
        <dt>{t('live.elapsed')}</dt>
        <dd className="number">{stopwatch(clock.elapsedMs)}</dd>
      </div>
      <div>
        <dt>{label}</dt>
        <dd className="number">{span === null ? '-' : stopwatch(span)}</dd>
      </div>
    </>
  );
}
