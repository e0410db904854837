import type { Drill, Prescription, SessionDone } from '@tizhi/contracts';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/index.ts';
import { scoredName } from '../test-days/grid.ts';
import { today, weekOf } from './dates.ts';
import styles from './plan-view.module.css';
import { PlanWeekView } from './plan-week.tsx';
import { BecauseText, Why } from './why.tsx';

export type Plan = Extract<Prescription, { kind: 'plan' }>;

/** A plan as teacher, pupil and parent read it: what for, how often, how hard, then week by week. */
export function PlanView({
  plan,
  startsOn,
  drills,
  sessions,
  logOf,
}: {
  readonly plan: Plan;
  /** `null`: a draft. */
  readonly startsOn: string | null;
  readonly drills: readonly Drill[];
  readonly sessions: readonly SessionDone[];
  /** What stands beside a session to record it with; `null`: nothing. */
  readonly logOf: ((week: number, session: number) => ReactNode) | null;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  const byId = useMemo(() => new Map(drills.map((drill) => [drill.id, drill])), [drills]);
  const { intensity, focus, weeks } = plan;
  const current = startsOn === null ? 1 : Math.min(weeks.length, Math.max(1, weekOf(startsOn, today())));
  return (
    <div className={styles.plan}>
      <p className={styles.summary}>
        {t('plan.summary', {
          times: plan.frequencyPerWeek,
          minutes: plan.minutesPerSession,
          weeks: weeks.length,
        })}
      </p>
      <section>
        <h4>{t('plan.focus')}</h4>
        <ul className={styles.focus}>
          {focus.map(({ component, item, gain, because }) => (
            <li key={`${component}${item}`}>
              <p>
                <b>{t(`plan.component.${component}`)}</b> <span>{scoredName(item, language)}</span>
                {gain > 0 ? (
                  <em className="number">{t('plan.gain', { points: Number(gain.toFixed(1)) })}</em>
                ) : null}
              </p>
              <Why because={because} />
            </li>
          ))}
        </ul>
      </section>
      <section className={styles.intensity}>
        <p className="number">
          {t('plan.intensity', {
            low: intensity.lowBpm,
            high: intensity.highBpm,
            max: intensity.maxBpm,
            basis: t(`plan.basis.${intensity.maxBasis}`),
            rpeLow: intensity.rpeLow,
            rpeHigh: intensity.rpeHigh,
          })}
        </p>
        <Why because={intensity.because} />
      </section>
      <ol className={styles.weeks}>
        {weeks.map((week) => (
          <PlanWeekView
            key={week.week}
            week={week}
            startsOn={startsOn}
            isCurrent={week.week === current}
            drills={byId}
            done={sessions.filter((each) => each.week === week.week)}
            logOf={logOf}
          />
        ))}
      </ol>
      <section className={styles.stop}>
        <h4>{t('plan.stop')}</h4>
        <ul>
          {plan.stopSigns.map((sign) => (
            <li key={sign.en}>{sign[language]}</li>
          ))}
        </ul>
      </section>
      <details className={styles.explanation}>
        <summary>{t('plan.explanation')}</summary>
        {plan.explanation.map((because) => (
          <BecauseText key={because.text.en} because={because} />
        ))}
      </details>
    </div>
  );
}
