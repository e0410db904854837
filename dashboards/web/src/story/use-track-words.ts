import { useTranslation } from 'react-i18next';
import type { TrackWords } from './story-tracks.ts';

/** The words on a pupil's charts in the reader's language. */
export function useTrackWords(): TrackWords {
  const { t } = useTranslation();
  return {
    grade: (grade) => t('testDay.grade', { grade }),
    expected: (value) => t('story.total.expected', { value }),
    absence: (why) => t(`story.total.${why}`),
  };
}
