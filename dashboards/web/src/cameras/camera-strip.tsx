import { type CameraView, EXERCISE_FOULS, EXERCISES } from '@tizhi/contracts';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/index.ts';
import { CameraFigure } from './camera-figure.tsx';
import styles from './camera-strip.module.css';

/** What the school's cameras count now: a figure of lines and a number that is readable across the hall. */
export function CameraStrip({ views }: { readonly views: readonly CameraView[] }) {
  const { t } = useTranslation();
  if (views.length === 0) return null;
  return (
    <ul className={styles.strip} aria-label={t('cameras.label')}>
      {views.map((view) => (
        <CameraCard key={`${view.camera}/${view.lane ?? ''}`} view={view} />
      ))}
    </ul>
  );
}

function CameraCard({ view }: { readonly view: CameraView }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { camera, lane, exercise, count, phase, leftMs, notCounted, doubt, tag, fouls } = view;
  const name = EXERCISES[exercise][language];
  // A newer gateway may know fouls that this page has no words for.
  const words: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = EXERCISE_FOULS;
  return (
    <li
      className={styles.card}
      data-testid="camera"
      data-camera={camera}
      data-count={count}
      data-phase={phase}
      data-exercise={exercise}
    >
      <CameraFigure
        points={view.points}
        aspect={view.aspect}
        label={t('cameras.figure', { exercise: name, count })}
      />
      <div className={styles.text}>
        <span className={styles.name}>
          {name}
          <span className={styles.soft}>{[camera, lane].filter((part) => part !== null).join(' · ')}</span>
        </span>
        <span className={styles.count}>
          <b className="number">{count}</b> {t('cameras.count')}
        </span>
        <span className={styles.soft}>
          {doubt === null ? t(`cameras.phase.${phase}`) : t(`cameras.${doubt}`)}
          {leftMs === null || phase !== 'counting'
            ? ''
            : ` · ${t('cameras.left', { seconds: Math.ceil(leftMs / 1000) })}`}
          {tag === null ? '' : ` · ${t('cameras.tag', { tag })}`}
        </span>
        {notCounted === 0 && fouls.length === 0 ? null : (
          <span className={styles.warn}>
            {[
              ...fouls.map(
                ({ foul, times }) => `${words[foul]?.[language] ?? t('cameras.otherFoul')} ${times}`,
              ),
              ...(notCounted === 0 ? [] : [t('cameras.notCounted', { count: notCounted })]),
            ].join(' · ')}
          </span>
        )}
      </div>
    </li>
  );
}
