import type { ReadPurpose, StoryResponse } from '@tizhi/contracts';
import { useTranslation } from 'react-i18next';
import { TrackChart } from '../chart/track-chart.tsx';
import { useLanguage } from '../i18n/index.ts';
import styles from './story-page.module.css';
import { totalTrack } from './story-tracks.ts';
import { useTrackWords } from './use-track-words.ts';

/** Grades 4, 6 and 8 in one line, and what is expected, told as a range. */
export function TotalCard({
  story,
  purpose,
}: {
  readonly story: StoryResponse;
  readonly purpose: ReadPurpose;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  const words = useTrackWords();
  const { trajectory } = story;
  const { forecast, tests } = trajectory;
  const points = totalTrack(story, words);
  const told = points.map(({ label, text }) => `${label} ${text}`).join(language === 'zh' ? '，' : ', ');
  return (
    <section className={styles.card} data-testid="story-total">
      <h2>{t('story.total.title')}</h2>
      {tests.length === 0 ? (
        <p className={styles.soft}>{t('story.total.none')}</p>
      ) : (
        <TrackChart
          height={250}
          label={t('story.total.chart', { points: told })}
          track={{
            points,
            top: 'high',
            lines: [
              { value: 90, kind: 'mark', label: t('story.total.lineExcellent') },
              { value: 80, kind: 'mark', label: t('story.total.lineGood') },
              { value: 60, kind: 'mark', label: t('story.total.linePass') },
            ],
          }}
        />
      )}
      {forecast?.total == null ? null : (
        <div className={styles.forecast}>
          <p>
            {t('story.total.forecast', {
              low: Math.round(forecast.total.low),
              high: Math.round(forecast.total.high),
            })}
            {forecast.goodChance === null ? null : (
              <b>{t('story.total.good', { share: Math.round(forecast.goodChance * 100) })}</b>
            )}
            {forecast.failChance === null || purpose === 'parent_talk' ? null : (
              <b>{t('story.total.fail', { share: Math.round(forecast.failChance * 100) })}</b>
            )}
          </p>
          <p className={styles.soft}>{t('story.total.forecastMeans', { level: forecast.total.level })}</p>
          <details>
            <summary>{t('story.why')}</summary>
            <p className={styles.soft}>
              {t('story.total.model', { model: forecast.model, reference: trajectory.reference })}
            </p>
          </details>
        </div>
      )}
      <GradePointsList story={story} />
    </section>
  );
}

/** Points of the 4/6/8 rule, never without the word that no official text confirms them. */
function GradePointsList({ story: { trajectory } }: { readonly story: StoryResponse }) {
  const { t } = useTranslation();
  const { grade } = useTrackWords();
  const counted = trajectory.tests.flatMap(({ points }) => (points === null ? [] : [points]));
  if (counted.length === 0) return null;
  return (
    <details className={styles.points} data-testid="grade-points">
      <summary>
        {t('story.points.title')} <em>{t('story.points.unconfirmed')}</em>
      </summary>
      <ul>
        {counted.map((each) => (
          <li key={each.grade} data-testid="grade-point">
            <b className="number">
              {each.points === null
                ? t('story.points.none', { grade: grade(each.grade) })
                : t('story.points.grade', { grade: grade(each.grade), points: each.points })}
            </b>{' '}
            <em>{t('story.points.unconfirmed')}</em>
            {each.suspect ? <em>{t('story.points.suspect')}</em> : null}
          </li>
        ))}
      </ul>
      <p className={styles.soft}>{t('story.points.note')}</p>
    </details>
  );
}
