import { AlertsResponse, type AlertView, type LessonId } from '@tizhi/contracts';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ruleName } from '../alerts/evidence-text.ts';
import { ROUTES } from '../api/routes.ts';
import { usePolled } from '../api/use-polled.ts';
import { AlertIcon, Icon } from '../shell/icons.tsx';
import { useAgeText } from '../time/age-text.ts';
import { type AlertEntry, alertEntries } from './alert-entries.ts';
import styles from './alert-strip.module.css';
import type { TileView } from './tile-view.ts';
import { useCutOff } from './use-cut-off.ts';

const ALERTS_EVERY_MS = 10_000;
const NONE: readonly AlertView[] = [];

export interface AlertStripProps {
  readonly lesson: LessonId;
  readonly views: readonly TileView[];
  /** The server's clock; `null` before the first frame. */
  readonly now: number | null;
}

/** The open alerts of this lesson, longest first. Always there and always as tall, so that nothing jumps. */
export function AlertStrip({ lesson, views, now }: AlertStripProps) {
  const { t } = useTranslation();
  const { value, reload } = usePolled({
    path: ROUTES.alerts(lesson),
    schema: AlertsResponse,
    everyMs: ALERTS_EVERY_MS,
  });
  const flagged = views
    .filter((view) => view.alert)
    .map((view) => view.subject)
    .sort()
    .join(' ');
  // The tiles know of an alert within a second; its details are fetched when that changes.
  useEffect(() => {
    if (flagged !== '') reload();
  }, [flagged, reload]);

  const entries = alertEntries(value?.alerts ?? NONE, views);
  const [list, cut] = useCutOff<HTMLUListElement>(entries.map(({ key }) => key).join(' '));
  return (
    <section
      className={styles.strip}
      aria-label={t('alerts.label')}
      data-testid="alerts"
      data-open={entries.length}
    >
      {entries.length === 0 ? (
        <p className={styles.none}>
          <Icon name="check" />
          {t('alerts.none')}
        </p>
      ) : (
        <>
          <ul ref={list} aria-live="assertive" aria-relevant="additions">
            {entries.map((entry) => (
              <AlertChip key={entry.key} entry={entry} now={now} />
            ))}
          </ul>
          {cut === 0 ? null : (
            <Link
              to="/alerts"
              className={`${styles.cut} number`}
              aria-label={t('alerts.cut', { count: cut })}
              data-testid="alerts-cut"
            >
              +{cut}
            </Link>
          )}
        </>
      )}
    </section>
  );
}

function AlertChip({ entry, now }: { readonly entry: AlertEntry; readonly now: number | null }) {
  const { t } = useTranslation();
  const ageText = useAgeText();
  const { who, detail } = entry;
  return (
    <li>
      <AlertIcon />
      <b>{who.kind === 'pupil' ? `${who.seat} ${who.name}` : t('alerts.unnamed', { device: who.device })}</b>
      <span className="number">
        {detail === null
          ? t('alerts.more')
          : detail.ceilingBpm === null
            ? `${ruleName(detail.rule, t)} · ${ageText((now ?? detail.at) - detail.from)}`
            : t('alerts.above', {
                ceiling: detail.ceilingBpm,
                duration: ageText((now ?? detail.at) - detail.from),
              })}
      </span>
    </li>
  );
}
