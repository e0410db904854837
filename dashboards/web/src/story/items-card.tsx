import type { StoryResponse } from '@tizhi/contracts';
import { useTranslation } from 'react-i18next';
import { TrackChart } from '../chart/track-chart.tsx';
import { useLanguage } from '../i18n/index.ts';
import { scoredName } from '../test-days/grid.ts';
import styles from './items-card.module.css';
import { PercentileStrip } from './percentile-strip.tsx';
import pageStyles from './story-page.module.css';
import { type ItemStory, itemStories } from './story-tracks.ts';
import { useTrackWords } from './use-track-words.ts';

/** Every item as a small chart of its own, all alike. */
export function ItemsCard({ story }: { readonly story: StoryResponse }) {
  const { t } = useTranslation();
  const stories = itemStories(story, useTrackWords());
  if (stories.length === 0) return null;
  return (
    <section className={pageStyles.card} data-testid="story-items">
      <h2>{t('story.items.title')}</h2>
      <p className={pageStyles.soft}>{t('story.items.intro')}</p>
      <ul className={styles.items}>
        {stories.map((each) => (
          <Item key={each.item} story={each} />
        ))}
      </ul>
    </section>
  );
}

function Item({ story: { item, track, standings, change } }: { readonly story: ItemStory }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const name = scoredName(item, language);
  const told = track.points
    .map(({ label, text }) => `${label} ${text}`)
    .join(language === 'zh' ? '，' : ', ');
  return (
    <li data-testid="story-item" data-item={item}>
      <h3>{name}</h3>
      <TrackChart height={128} label={t('story.items.chart', { item: name, points: told })} track={track} />
      <PercentileStrip standings={standings} />
      {change === null ? null : (
        <p
          className={styles.change}
          data-direction={change.direction}
          title={t('story.items.interval', {
            low: change.change.low.toFixed(1),
            high: change.change.high.toFixed(1),
            level: change.change.level,
          })}
        >
          {t(`story.items.${change.direction}`, {
            grade: t('testDay.grade', { grade: change.fromGrade }),
          })}
        </p>
      )}
    </li>
  );
}
