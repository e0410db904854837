import type { Drill, DrillId, PlannedDrill, PlanWeek, SessionDone } from '@tizhi/contracts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Figure } from '../figure/figure.tsx';
import { useLanguage } from '../i18n/index.ts';
import { dayOf } from '../time/format.ts';
import { addDays, noonOf } from './dates.ts';
import { useDoseText } from './plan-text.ts';
import styles from './plan-view.module.css';
import { Why } from './why.tsx';

/** One week, open where it is the week that we are in. */
export function PlanWeekView({
  week,
  startsOn,
  isCurrent,
  drills,
  done,
  logOf,
}: {
  readonly week: PlanWeek;
  readonly startsOn: string | null;
  readonly isCurrent: boolean;
  readonly drills: ReadonlyMap<DrillId, Drill>;
  readonly done: readonly SessionDone[];
  readonly logOf: ((week: number, session: number) => ReactNode) | null;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  const day = startsOn === null ? null : dayOf(noonOf(addDays(startsOn, 7 * (week.week - 1))), language);
  return (
    <li>
      <details className={styles.week} open={isCurrent} data-testid="plan-week" data-week={week.week}>
        <summary>
          <b>
            {day === null ? t('plan.week', { week: week.week }) : t('plan.weekOf', { week: week.week, day })}
          </b>
          {startsOn !== null && isCurrent ? <em>{t('plan.thisWeek')}</em> : null}
          <span className={styles.dots} aria-hidden="true">
            {week.sessions.map((_, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: sessions are known by their order alone
              <i key={at} data-done={done.some(({ session }) => session === at + 1)} />
            ))}
          </span>
        </summary>
        <Why because={week.because} />
        {week.sessions.map((session, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: sessions are known by their order alone
          <section key={at} className={styles.session}>
            <h5>
              {t('plan.session', { n: at + 1, minutes: session.minutes })}
              <DoneText done={done.findLast((each) => each.session === at + 1)} />
              {logOf?.(week.week, at + 1)}
            </h5>
            <ul>
              {session.drills.map((planned) => (
                <DrillLine key={planned.drill} planned={planned} drill={drills.get(planned.drill)} />
              ))}
            </ul>
          </section>
        ))}
      </details>
    </li>
  );
}

function DoneText({ done }: { readonly done: SessionDone | undefined }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (done === undefined) return null;
  const day = dayOf(noonOf(done.on), language);
  return (
    <small data-testid="session-done">
      {t('plan.done.logged', { day, share: Math.round(done.done * 100) })}
    </small>
  );
}

function DrillLine({
  planned,
  drill,
}: {
  readonly planned: PlannedDrill;
  readonly drill: Drill | undefined;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  const doseText = useDoseText();
  const name = drill?.name[language] ?? planned.drill;
  return (
    <li className={styles.drill} data-testid="plan-drill">
      <span className={styles.figure}>
        {drill === undefined ? null : <Figure figure={drill.figure} label={name} />}
      </span>
      <div>
        <p>
          <b>{name}</b> <span className="number">{doseText(planned.dose)}</span>
          {drill?.supervision === 'adult' ? <em>{t('plan.adult')}</em> : null}
        </p>
        {drill === undefined ? null : <p className={styles.cue}>{drill.cue[language]}</p>}
        <Why because={planned.because} />
      </div>
    </li>
  );
}
