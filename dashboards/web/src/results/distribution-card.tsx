import type { ItemKey, ScoredAttempt } from '@tizhi/contracts';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/index.ts';
import styles from './distribution-card.module.css';
import { bestScores, binsOf, isBodyItem, itemName } from './progress.ts';

/** The chart library is the largest download of all: it comes after the results it draws. */
const ScoreChart = lazy(async () => ({ default: (await import('./score-chart.tsx')).ScoreChart }));

export interface DistributionCardProps {
  readonly results: readonly ScoredAttempt[];
  readonly item: ItemKey | null;
  readonly bodiesShown: boolean;
}

/** How the class's scores spread for the chosen item. */
export function DistributionCard({ results, item, bodiesShown }: DistributionCardProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const hidden = item !== null && isBodyItem(item) && !bodiesShown;
  const scores = hidden ? [] : bestScores(results);
  return (
    <section className={styles.card}>
      <h2>
        {item === null
          ? t('results.distribution')
          : t('results.distributionOf', { item: isBodyItem(item) ? 'BMI' : itemName(item, language) })}
      </h2>
      <p>{t('results.distributionNote')}</p>
      <div className={styles.chart}>
        {scores.length === 0 ? (
          <span>{hidden ? t('results.bodyHidden') : t('results.distributionNone')}</span>
        ) : (
          <Suspense fallback={null}>
            <ScoreChart bins={binsOf(scores)} />
          </Suspense>
        )}
      </div>
    </section>
  );
}
