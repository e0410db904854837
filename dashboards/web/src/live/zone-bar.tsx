import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { Summary } from './summary.ts';
import styles from './zone-bar.module.css';
import { ZONE_COLOURS } from './zones.ts';

/** How the class spreads over the zones: one bar whose parts are as long as they are many. */
export function ZoneBar({ summary }: { readonly summary: Summary }) {
  const { t } = useTranslation();
  return (
    <ul className={styles.bar} aria-label={t('live.zones')} data-testid="zone-bar">
      {summary.zones.map(({ zone, count }) => {
        const text = t('live.zoneShare', { zone, name: t(`zone.${zone}`), count });
        return (
          <li
            key={zone}
            title={text}
            aria-label={text}
            data-count={count}
            hidden={count === 0}
            style={
              {
                flexGrow: count,
                '--fill': ZONE_COLOURS[zone].fill,
                '--on': ZONE_COLOURS[zone].ink,
              } as CSSProperties
            }
          >
            <p>
              <span>{t('zone.short', { zone })}</span>
              <b className="number">{count}</b>
            </p>
          </li>
        );
      })}
      <li
        className={styles.unknown}
        title={`${t('live.unknown')} ${summary.unknown}`}
        aria-label={`${t('live.unknown')} ${summary.unknown}`}
        hidden={summary.unknown === 0}
        style={{ flexGrow: summary.unknown }}
      >
        <p>
          <span>-</span>
          <b className="number">{summary.unknown}</b>
        </p>
      </li>
    </ul>
  );
}
