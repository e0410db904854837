import { useTranslation } from 'react-i18next';
import { useWidth } from '../chart/use-width.ts';
import styles from './items-card.module.css';
import { type ItemStory, standingWord } from './story-tracks.ts';

const HEIGHT = 16;
const EDGE = 8;

/** An estimate never says that somebody is beyond everybody. */
const shown = (percentile: number): number => Math.min(99, Math.max(1, Math.round(percentile)));

/** Where a pupil stood among the same grade and sex at each test: growth is taken out, so it is what moved. */
export function PercentileStrip({ standings }: Pick<ItemStory, 'standings'>) {
  const { t } = useTranslation();
  const [box, width] = useWidth<HTMLDivElement>();
  const latest = standings.at(-1);
  if (latest === undefined) return null;
  const x = (percentile: number): number => EDGE + (percentile / 100) * (width - 2 * EDGE);
  const told = standings
    .map(
      ({ grade, percentile }) =>
        `${t('testDay.grade', { grade })} ${t('story.items.percentile', { n: shown(percentile) })}`,
    )
    .join(' · ');
  return (
    <div ref={box}>
      <svg
        className={styles.strip}
        viewBox={`0 0 ${width} ${HEIGHT}`}
        role="img"
        aria-label={t('story.items.strip', { points: told })}
      >
        <rect x={0} y={4} width={width} height={8} rx={4} />
        <rect data-half="" x={x(25)} y={4} width={x(75) - x(25)} height={8} />
        {standings.map(({ grade, percentile }, at) => (
          <circle
            key={grade}
            cx={x(percentile)}
            cy={8}
            r={at === standings.length - 1 ? 6.5 : 4}
            data-latest={at === standings.length - 1}
          />
        ))}
      </svg>
      <p className={styles.standing}>
        <span>{t(`story.items.${standingWord(latest.percentile)}`)}</span>
        <small className="number">{t('story.items.percentile', { n: shown(latest.percentile) })}</small>
      </p>
    </div>
  );
}
