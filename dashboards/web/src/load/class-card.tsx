import type { LessonLoad } from '@tizhi/contracts';
import { useTranslation } from 'react-i18next';
import styles from './load-page.module.css';
import { MinutesBar, usePartText } from './minutes-bar.tsx';
import { minutesText, percentText, zoneParts } from './zone-parts.ts';

/** The class at a glance: its minutes in the zones, how many were heard, how hard. */
export function ClassCard({ load: { group, pupils } }: { readonly load: LessonLoad }) {
  const { t } = useTranslation();
  const text = usePartText();
  // For one pupil: the sum over a class is longer than the lesson, and reads as a mistake.
  const share = 1 / Math.max(1, group.withDevice);
  const unknownMinutes = pupils.reduce((sum, { load }) => sum + (load?.unknownMinutes ?? 0), 0) * share;
  const zoneMinutes = group.zoneMinutes.map((minutes) => minutes * share);
  const parts = zoneParts({ zoneMinutes, unknownMinutes });
  const { meanBpm, meanMvpaMinutes, groupDensity } = group;
  if (group.withDevice === 0) return <section className={styles.card}>{t('load.nobody')}</section>;
  return (
    <section className={styles.card}>
      <MinutesBar parts={parts} size="class" label={`${t('load.zones')}. ${parts.map(text).join('; ')}`} />
      <ul className={styles.legend} aria-hidden="true">
        <li>{t('load.perPupil')}</li>
        {parts.map((part) => (
          <li key={part.key}>{text(part)}</li>
        ))}
      </ul>
      <dl className={styles.facts}>
        <div title={t('load.facts.heardHint')}>
          <dt>{t('load.facts.heard')}</dt>
          <dd className="number" data-testid="load-heard">
            {t('load.facts.heardOf', { heard: group.heard, worn: group.withDevice })}
          </dd>
        </div>
        <div>
          <dt>{t('load.facts.mean')}</dt>
          <dd className="number">{meanBpm === null ? '-' : t('load.bpm', { bpm: Math.round(meanBpm) })}</dd>
        </div>
        <div>
          <dt>{t('load.facts.mvpa')}</dt>
          <dd className="number">
            {meanMvpaMinutes === null ? '-' : t('load.minutes', { minutes: minutesText(meanMvpaMinutes) })}
          </dd>
        </div>
        <div>
          <dt>{t('load.facts.density')}</dt>
          <dd className="number">
            {percentText(groupDensity?.share ?? null)}
            {groupDensity === null ? null : (
              <small>
                {' '}
                {t('load.range', {
                  low: percentText(groupDensity.low),
                  high: percentText(groupDensity.high),
                })}
              </small>
            )}
          </dd>
        </div>
      </dl>
    </section>
  );
}
