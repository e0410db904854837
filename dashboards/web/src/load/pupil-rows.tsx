import type { LessonLoad, MaxBpm, PupilLoad } from '@tizhi/contracts';
import { useTranslation } from 'react-i18next';
import page from './load-page.module.css';
import { MinutesBar, usePartText } from './minutes-bar.tsx';
import styles from './pupil-rows.module.css';
import { minutesText, percentText, zoneParts } from './zone-parts.ts';

type Pupil = LessonLoad['pupils'][number];
const FIGURES = ['max', 'mean', 'mvpa', 'density', 'trimp', 'coverage'] as const;

/** One row for each pupil, in seat order: children are not ranked by their hearts. */
export function PupilRows({ pupils }: { readonly pupils: readonly Pupil[] }) {
  const { t } = useTranslation();
  return (
    <section className={page.card}>
      <h2 className={page.title}>
        {t('load.pupils.title')} <small>{t('load.pupils.order')}</small>
      </h2>
      <ol className={styles.rows}>
        <li className={styles.head} aria-hidden="true">
          <span className={styles.who}>{t('load.pupils.pupil')}</span>
          <span />
          {FIGURES.map((what) => (
            <span key={what} data-what={what}>
              {t(`load.pupils.${what}`)}
            </span>
          ))}
        </li>
        {pupils.map((pupil) => (
          <PupilRow key={pupil.subject} pupil={pupil} />
        ))}
      </ol>
    </section>
  );
}

function PupilRow({ pupil: { name, seat, guest, load } }: { readonly pupil: Pupil }) {
  const { t } = useTranslation();
  const partText = usePartText();
  const parts = load === null ? [] : zoneParts(load);
  return (
    <li data-testid="load-row" data-heard={load === null ? 'no-device' : percentText(load.coverage)}>
      <p className={styles.who}>
        <b className="number">{seat}</b>
        <span>{name}</span>
        {guest ? <small>{t('load.pupils.guest')}</small> : null}
      </p>
      {load === null ? (
        <p className={styles.none}>{t('load.pupils.noDevice')}</p>
      ) : (
        <>
          <MinutesBar
            parts={parts}
            size="pupil"
            label={t('load.pupils.bar', { name, zones: parts.map(partText).join('; ') })}
          />
          <Figures load={load} />
        </>
      )}
    </li>
  );
}

function Figures({ load }: { readonly load: PupilLoad }) {
  const { t } = useTranslation();
  const { max, meanBpm, mvpaMinutes, density, trimp, coverage, heardMinutes } = load;
  const texts: Readonly<Record<(typeof FIGURES)[number], string>> = {
    max: max.kind === 'estimated' ? t('load.pupils.maxEstimated', { bpm: max.bpm }) : String(max.bpm),
    mean: meanBpm === null ? '-' : String(Math.round(meanBpm)),
    mvpa: heardMinutes === 0 ? '-' : t('load.pupils.short', { minutes: minutesText(mvpaMinutes) }),
    density: percentText(density?.share ?? null),
    trimp: trimp === null ? '-' : String(Math.round(trimp)),
    coverage: percentText(coverage),
  };
  return FIGURES.map((what) => (
    <span key={what} className="number" data-what={what} title={what === 'max' ? t(hintOf(max)) : undefined}>
      <small>{t(`load.pupils.${what}`)}</small>
      {texts[what]}
    </span>
  ));
}

const hintOf = ({ kind }: MaxBpm) =>
  kind === 'estimated' ? 'load.pupils.maxEstimatedHint' : 'load.pupils.maxMeasuredHint';
