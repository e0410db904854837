import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { ZONE_COLOURS } from '../live/zones.ts';
import styles from './minutes-bar.module.css';
import { minutesText, type ZonePart } from './zone-parts.ts';

/** Time in the zones as one bar. Order and the numbers in it tell as much as colour. */
export function MinutesBar({
  parts,
  label,
  size,
}: {
  readonly parts: readonly ZonePart[];
  readonly label: string;
  readonly size: 'class' | 'pupil';
}) {
  const text = usePartText();
  return (
    <div className={styles.bar} data-size={size} role="img" aria-label={label}>
      {parts.map((part) => (
        <i
          key={part.key}
          title={text(part)}
          data-zone={part.key}
          style={{ width: `${part.percent}%`, ...coloursOf(part) }}
        >
          {part.percent < 7 ? null : (
            <>
              {part.key === 'unknown' || size === 'pupil' ? null : <ZoneName part={part} />}
              <b className="number">{minutesText(part.minutes)}</b>
            </>
          )}
        </i>
      ))}
    </div>
  );
}

/** What a part of a bar says, such as "Zone 3 steady: 12 min". */
export function usePartText(): (part: ZonePart) => string {
  const { t } = useTranslation();
  return ({ key, minutes }) =>
    key === 'unknown'
      ? t('load.unknownMinutes', { minutes: minutesText(minutes) })
      : t('load.zoneMinutes', { zone: key, name: t(`zone.${key}`), minutes: minutesText(minutes) });
}

function ZoneName({ part }: { readonly part: ZonePart }) {
  const { t } = useTranslation();
  return part.key === 'unknown' ? null : <span>{t('zone.short', { zone: part.key })}</span>;
}

const coloursOf = ({ key }: ZonePart): CSSProperties =>
  key === 'unknown' ? {} : { background: ZONE_COLOURS[key].fill, color: ZONE_COLOURS[key].ink };
