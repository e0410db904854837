import type { GatewayView } from '@tizhi/contracts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/index.ts';
import { Icon } from '../shell/icons.tsx';
import { useAgeText } from '../time/age-text.ts';
import { dayOf, timeOfDay } from '../time/format.ts';
import { useSpanText } from '../time/span-text.ts';
import styles from './gateway-card.module.css';
import { clockState } from './gateway-trouble.ts';

/** So many messages are always under way to a school that answers. */
const UNDER_WAY = 10;
const LANES = ['alert', 'result', 'telemetry'] as const;

/** One gateway: there or not, what waits on it, and what is wrong with it. */
export function GatewayCard({ gateway }: { readonly gateway: GatewayView }) {
  const { t } = useTranslation();
  const ageText = useAgeText();
  const { online, ageMs, last } = gateway;
  return (
    <li className={styles.card} data-testid="gateway" data-gateway={gateway.gateway} data-online={online}>
      <header>
        <i aria-hidden="true" />
        <h2>{gateway.gateway}</h2>
        <b className={styles.pill}>{online ? t('gateways.online') : t('gateways.offline')}</b>
        <span className="number">{t('gateways.heard', { age: ageText(ageMs) })}</span>
      </header>
      {online ? null : <p className={styles.gone}>{t('gateways.gone')}</p>}
      {last === null ? <p className={styles.gone}>{t('gateways.unknown')}</p> : <Told last={last} />}
    </li>
  );
}

type Last = NonNullable<GatewayView['last']>;

function Told({ last }: { readonly last: Last }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { lanes, sources, sourcesUp, rejected } = last;
  return (
    <>
      <p className={styles.label}>{t('gateways.waiting')}</p>
      <dl className={styles.lanes}>
        {LANES.map((lane) => (
          <div
            key={lane}
            data-testid={`queued-${lane}`}
            data-queued={lanes[lane].queued}
            data-waiting={lanes[lane].queued > UNDER_WAY}
          >
            <dt>{t(`gateways.lane.${lane}`)}</dt>
            <dd className="number">{lanes[lane].queued.toLocaleString('en-US')}</dd>
          </div>
        ))}
      </dl>
      <ul className={styles.facts}>
        <Clock clock={last.clock} />
        <Fact kind={sourcesUp < sources ? 'bad' : 'good'}>
          {t('gateways.sources')} {t('gateways.sourcesUp', { up: sourcesUp, all: sources })}
        </Fact>
        {last.diskFull ? <Fact kind="bad">{t('gateways.diskFull')}</Fact> : null}
        {lanes.telemetry.dropped > 0 ? (
          <Fact kind="bad">{t('gateways.dropped', { count: lanes.telemetry.dropped })}</Fact>
        ) : null}
        {last.damaged > 0 ? <Fact kind="bad">{t('gateways.damaged', { count: last.damaged })}</Fact> : null}
        {rejected > 0 ? <Fact kind="note">{t('gateways.rejected', { count: rejected })}</Fact> : null}
      </ul>
      <p className={`${styles.since} number`}>
        {t('gateways.since', {
          at: `${dayOf(last.startedAt, language)} ${timeOfDay(last.startedAt, false)}`,
          version: last.version,
        })}
      </p>
    </>
  );
}

function Clock({ clock }: { readonly clock: Last['clock'] }) {
  const { t } = useTranslation();
  const spanText = useSpanText();
  const state = clockState(clock);
  switch (state.kind) {
    case 'right':
      return <Fact>{t('gateways.clockRight', { ms: state.errorMs })}</Fact>;
    case 'ahead':
      return <Fact kind="bad">{t('gateways.clockAhead', { span: spanText(state.byMs) })}</Fact>;
    case 'behind':
      return <Fact kind="bad">{t('gateways.clockBehind', { span: spanText(state.byMs) })}</Fact>;
    case 'unverified':
      return <Fact kind="bad">{t('gateways.clockUnverified')}</Fact>;
  }
}

function Fact({
  kind = 'good',
  children,
}: {
  readonly kind?: 'good' | 'bad' | 'note';
  readonly children: ReactNode;
}) {
  return (
    <li data-kind={kind}>
      <FactSign kind={kind} />
      <span>{children}</span>
    </li>
  );
}

function FactSign({ kind }: { readonly kind: 'good' | 'bad' | 'note' }) {
  if (kind === 'good') return <Icon name="check" />;
  return (
    <b className={styles.sign} aria-hidden="true">
      {kind === 'bad' ? '!' : '·'}
    </b>
  );
}
