import { GatewaysResponse, HealthResponse } from '@tizhi/contracts';
import { useTranslation } from 'react-i18next';
import { ROUTES } from '../api/routes.ts';
import { usePolled } from '../api/use-polled.ts';
import { useApi } from '../session/session-context.ts';
import { Icon } from '../shell/icons.tsx';
import { Loading } from '../shell/loading.tsx';
import { Message } from '../shell/message.tsx';
import { useProblemText } from '../shell/problem-text.ts';
import { GatewayCard } from './gateway-card.tsx';
import { isTroubled } from './gateway-trouble.ts';
import styles from './gateways-page.module.css';
import { InboxCard } from './inbox-card.tsx';

const LOOK_EVERY_MS = 3_000;
const HEALTH_EVERY_MS = 5_000;

/** How the gateways are doing: what waits, what was lost, whose clock is wrong. */
export function GatewaysPage() {
  const { t } = useTranslation();
  const { state } = useApi();
  const problemText = useProblemText();
  const { value, problem } = usePolled({
    path: ROUTES.gateways,
    schema: GatewaysResponse,
    everyMs: LOOK_EVERY_MS,
  });
  const isAdmin = state.kind === 'signed-in' && state.session.role === 'admin';

  if (value === null) {
    if (problem === null) return <Loading />;
    return <Message title={t('stream.connecting')} body={problemText(problem)} />;
  }
  const troubled = value.gateways.filter(isTroubled).length;
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <h1>{t('gateways.title')}</h1>
        {value.gateways.length === 0 ? null : (
          <p className={styles.state} data-well={troubled === 0} data-testid="gateways-state">
            {troubled === 0 ? <Icon name="check" /> : null}
            {troubled === 0 ? t('gateways.well') : t('gateways.troubled', { count: troubled })}
          </p>
        )}
      </header>
      <StoresAway />
      {problem === null ? null : (
        <p className={styles.away} role="alert">
          {problemText(problem)}
        </p>
      )}
      {value.gateways.length === 0 ? (
        <Message title={t('gateways.none')} body={t('gateways.noneBody')} />
      ) : (
        <ul className={styles.list}>
          {value.gateways.map((gateway) => (
            <GatewayCard key={gateway.gateway} gateway={gateway} />
          ))}
        </ul>
      )}
      {isAdmin ? <InboxCard /> : null}
    </div>
  );
}

/** A store that does not answer: said before anybody worries that data are lost. */
function StoresAway() {
  const { t } = useTranslation();
  const { value } = usePolled({ path: ROUTES.health, schema: HealthResponse, everyMs: HEALTH_EVERY_MS });
  if (value === null || value.status === 'ok') return null;
  return (
    <p className={styles.away} role="alert" data-testid="stores-away">
      <Icon name="clock" />
      {t('gateways.storesAway')}
    </p>
  );
}
