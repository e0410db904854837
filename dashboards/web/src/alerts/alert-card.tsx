import type { AlertView } from '@tizhi/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useLanguage } from '../i18n/index.ts';
import { AlertIcon, Icon } from '../shell/icons.tsx';
import { useAgeText } from '../time/age-text.ts';
import { dayOf, timeOfDay } from '../time/format.ts';
import styles from './alert-card.module.css';
import { CURVE, curveOf, drawnOf } from './curve.ts';
import { evidenceText } from './evidence-text.ts';

/** One alert with what it rests on. `now`: the server's clock. */
export function AlertCard({ alert, now }: { readonly alert: AlertView; readonly now: number }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const ageText = useAgeText();
  const { clearedAt, from, members = [] } = alert;
  const text = evidenceText(alert, t);
  const isToday = new Date(from).toDateString() === new Date(now).toDateString();
  const since = isToday ? timeOfDay(from) : `${dayOf(from, language)} ${timeOfDay(from, false)}`;
  return (
    <li
      className={styles.card}
      data-testid="alert"
      data-alert={alert.alert}
      data-open={clearedAt === null}
      data-severity={alert.severity}
    >
      <header>
        {clearedAt === null ? <AlertIcon /> : <Icon name="check" />}
        <h2>
          {alert.name === null ? t('alerts.unnamed', { device: alert.device }) : alert.name}
          {alert.seat === null ? null : <i className="number"> {alert.seat}</i>}
        </h2>
        <span>{alert.className}</span>
        <b className={styles.severity}>{t(`alerts.severity.${alert.severity}`)}</b>
      </header>
      <div className={styles.facts}>
        <p className={`${styles.rate} number`}>
          {text.value}
          <small>{text.against}</small>
        </p>
        <EvidenceCurve alert={alert} label={text.label} />
      </div>
      <footer>
        <span>{text.rule}</span>
        {text.advice === null ? null : <span data-testid="alert-advice">{text.advice}</span>}
        {members.length === 0 ? null : <span>{t('alerts.members', { count: members.length })}</span>}
        <span className="number">
          {t('alerts.since', { at: since })}
          {' · '}
          {clearedAt === null
            ? t('alerts.lasting', { duration: ageText(now - from) })
            : t('alerts.ended', { at: timeOfDay(clearedAt) })}
        </span>
        {alert.lesson === null ? (
          <span>{t('alerts.noLesson')}</span>
        ) : (
          <Link to={`/lessons/${alert.lesson}`}>{t('alerts.toLesson')}</Link>
        )}
      </footer>
    </li>
  );
}

function EvidenceCurve({
  alert: { evidence },
  label,
}: {
  readonly alert: AlertView;
  readonly label: string;
}) {
  const { line, area, ceilingY, last } = curveOf(drawnOf(evidence));
  return (
    <svg
      className={styles.curve}
      viewBox={`0 0 ${CURVE.width} ${CURVE.height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <path d={area} className={styles.area} />
      {ceilingY === null ? null : <path d={`M0 ${ceilingY}H${CURVE.width}`} className={styles.ceiling} />}
      <path d={line} className={styles.line} />
      {last === null ? null : <path d={`M${last.x} ${last.y}h0`} className={styles.dot} />}
    </svg>
  );
}
