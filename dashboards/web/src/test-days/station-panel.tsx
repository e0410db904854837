import type { StationView, SubjectId } from '@tizhi/contracts';
import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/index.ts';
import { itemName } from '../results/progress.ts';
import { AttemptLine } from './attempt-line.tsx';
import { useDay } from './day-context.ts';
import { claimants, inClass, lastAttempts, listText } from './grid.ts';
import { StationErrorLine } from './station-error-line.tsx';
import styles from './station-panel.module.css';
import { Tray } from './tray.tsx';
import { queueShown } from './unsent.ts';

/** Attempts shown at each station, and pupils named after the next one. */
const LAST_SHOWN = 3;
const AFTER_SHOWN = 4;

/** Every station of the day: who is next, what came last; and the tray. */
export function StationPanel() {
  const { t } = useTranslation();
  const { view } = useDay();
  return (
    <div className={styles.panel}>
      <Tray />
      {view.stations.length === 0 ? <p className={styles.none}>{t('testDay.station.none')}</p> : null}
      {view.stations.map((station) => (
        <StationCard key={`${station.station} ${station.item}`} station={station} />
      ))}
    </div>
  );
}

function StationCard({ station }: { readonly station: StationView }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { view } = useDay();
  const last = lastAttempts(view, station, LAST_SHOWN);
  return (
    <section className={styles.card} data-testid="station" data-station={station.station}>
      <h2>
        {itemName(station.item, language)}
        <small>
          {station.station} · {t('testDay.station.attempts', { count: station.attempts })}
        </small>
      </h2>
      <StationErrorLine station={station} />
      <Next station={station} />
      <h3>{t('testDay.station.last')}</h3>
      {last.length === 0 ? <p className={styles.soft}>{t('testDay.station.noAttempt')}</p> : null}
      {last.map((attempt) => (
        <Opening key={attempt.attempt} subject={attempt.subject} station={station}>
          <AttemptLine attempt={attempt} who />
        </Opening>
      ))}
    </section>
  );
}

function Next({ station }: { readonly station: StationView }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { pupils, waiting, mayDecide, decide, open } = useDay();
  const queue = queueShown(station, waiting);
  const [next, ...rest] = queue.flatMap((subject) => pupils.get(subject) ?? []);
  if (next === undefined) return <QueueClass station={station} />;
  return (
    <div className={styles.next}>
      <small>{t('testDay.station.next')}</small>
      <p data-testid="next" data-seat={next.seat}>
        <b className="number">{next.seat}</b> {next.name}
      </p>
      <p className={styles.soft}>
        {t('testDay.station.after')}{' '}
        {rest.length === 0
          ? '-'
          : listText(
              rest.slice(0, AFTER_SHOWN).map(({ seat, name }) => `${seat} ${name}`),
              language,
            )}
      </p>
      {mayDecide ? (
        <div className={styles.acts}>
          <Button
            data-testid="skip"
            disabled={rest.length === 0}
            onClick={() => decide({ kind: 'skipped', station: station.station, subject: next.subject })}
          >
            {t('testDay.station.skip')}
          </Button>
          <Button onClick={() => open({ subject: next.subject, item: station.item })}>
            {t('testDay.station.enter')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

/** Puts a class in the queue in the order of its seats: those who have no result there yet. */
function QueueClass({ station }: { readonly station: StationView }) {
  const { t } = useTranslation();
  const { view, mayDecide, decide } = useDay();
  return (
    <div className={styles.next}>
      <p className={styles.soft}>{t('testDay.station.nobody')}</p>
      {mayDecide ? (
        <Select
          aria-label={t('testDay.station.queueClass')}
          placeholder={t('testDay.station.queueClass')}
          popupMatchSelectWidth={false}
          value={null}
          options={view.summaries.classes.map((each) => ({ value: each.class, label: each.name }))}
          onChange={(chosen) => {
            const { due } = claimants(inClass(view, chosen), station.item);
            const subjects = due.map(({ subject }) => subject);
            if (subjects.length > 0) decide({ kind: 'queued', station: station.station, subjects });
          }}
        />
      ) : null}
    </div>
  );
}

function Opening({
  subject,
  station,
  children,
}: {
  readonly subject: SubjectId | null;
  readonly station: StationView;
  readonly children: React.ReactNode;
}) {
  const { open } = useDay();
  if (subject === null) return children;
  return (
    <button type="button" className={styles.opening} onClick={() => open({ subject, item: station.item })}>
      {children}
    </button>
  );
}
