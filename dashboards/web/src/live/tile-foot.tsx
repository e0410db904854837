import { useTranslation } from 'react-i18next';
import { useAgeText } from '../time/age-text.ts';
import styles from './tile.module.css';
import type { TileView } from './tile-view.ts';

/** The small line of a tile: its zone in words and bars, or why there is no number, or how old it is. */
export function TileFoot({ zone, missing, freshness, ageS }: TileView) {
  const { t } = useTranslation();
  const ageText = useAgeText();
  const age = ageText((ageS ?? 0) * 1000);

  if (missing === 'never') return <p className={styles.foot}>{t('tile.never')}</p>;
  if (missing === 'silent') return <p className={styles.foot}>{t('tile.silent', { age })}</p>;
  if (missing !== null) return <p className={styles.foot}>{t(`doubt.${missing}`)}</p>;
  if (zone === null) return <p className={styles.foot} />;
  return (
    <p className={styles.foot}>
      <b>{t('zone.short', { zone })}</b>
      {freshness === 'stale' ? (
        <span className={styles.age}>{t('tile.stale', { age })}</span>
      ) : (
        <span className={styles.zoneName}>{t(`zone.${zone}`)}</span>
      )}
      <ZoneBars zone={zone} />
    </p>
  );
}

/** As many of five bars as the zone's number: readable without any colour. */
function ZoneBars({ zone }: { readonly zone: number }) {
  return (
    <svg className={styles.bars} viewBox="0 0 34 14" aria-hidden="true">
      {[1, 2, 3, 4, 5].map((bar) => (
        <rect
          key={bar}
          x={(bar - 1) * 7}
          y={12 - bar * 2.2}
          width="5"
          height={bar * 2.2 + 2}
          rx="1"
          opacity={bar <= zone ? 1 : 0.25}
        />
      ))}
    </svg>
  );
}
