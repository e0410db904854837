import { useTranslation } from 'react-i18next';
import type { StreamState } from '../api/stream-state.ts';
import styles from './connection-badge.module.css';

const WORDS = { connecting: 'connecting', live: 'live', lost: 'reconnecting' } as const;

/** Whether what the page shows is live. A word and a shape, not colour alone. */
export function ConnectionBadge({ stream }: { readonly stream: StreamState }) {
  const { t } = useTranslation();
  return (
    <span className={styles.badge} role="status" data-testid="stream" data-phase={stream.phase}>
      <i aria-hidden="true" />
      {t(`stream.${WORDS[stream.phase]}`)}
    </span>
  );
}
