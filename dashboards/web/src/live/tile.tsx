import { type CSSProperties, memo } from 'react';
import { useTranslation } from 'react-i18next';
import { AlertIcon, Icon } from '../shell/icons.tsx';
import { useAgeText } from '../time/age-text.ts';
import styles from './tile.module.css';
import { TileFoot } from './tile-foot.tsx';
import type { TileView } from './tile-view.ts';
import { ZONE_COLOURS } from './zones.ts';

/** One pupil. Drawn anew only when something it shows has changed. */
export const Tile = memo(function Tile(view: TileView) {
  const { t } = useTranslation();
  const { seat, name, bpm, zone, freshness, missing, alert } = view;
  const colour = zone === null ? undefined : ZONE_COLOURS[zone];
  return (
    <li
      className={styles.tile}
      data-testid="tile"
      data-seat={seat}
      data-bpm={bpm ?? ''}
      data-zone={zone ?? ''}
      data-freshness={freshness}
      data-missing={missing ?? ''}
      data-alert={alert}
      aria-label={t('tile.label', { seat, name, reading: useReading(view) })}
      style={
        colour === undefined ? undefined : ({ '--fill': colour.fill, '--on': colour.ink } as CSSProperties)
      }
    >
      <p className={styles.who}>
        <b className="number">{seat}</b>
        <span>{name}</span>
        <StateIcon {...view} />
      </p>
      <p className={`${styles.rate} number`}>{bpm ?? '-'}</p>
      <TileFoot {...view} />
    </li>
  );
});

function StateIcon({ alert, missing, freshness }: TileView) {
  if (alert) {
    return (
      <i className={styles.alert}>
        <AlertIcon />
      </i>
    );
  }
  if (missing === 'silent' || missing === 'never') return <Icon name="silent" />;
  if (missing !== null) return <Icon name="doubt" />;
  return freshness === 'stale' ? <Icon name="clock" /> : null;
}

/** What a screen reader says of a tile. */
function useReading({ bpm, zone, missing, freshness, ageS, alert }: TileView): string {
  const { t } = useTranslation();
  const ageText = useAgeText();
  const age = ageText((ageS ?? 0) * 1000);
  const zoneText = zone ?? '-';
  const reading = (): string => {
    if (missing === 'never') return t('tile.never');
    if (missing === 'silent') return t('tile.silent', { age });
    if (missing !== null) return t('tile.readingDoubt', { reason: t(`doubt.${missing}`) });
    if (freshness === 'stale') return t('tile.readingStale', { bpm: bpm ?? '-', zone: zoneText, age });
    return t('tile.reading', { bpm: bpm ?? '-', zone: zoneText });
  };
  return alert ? `${t('tile.alert')}, ${reading()}` : reading();
}
