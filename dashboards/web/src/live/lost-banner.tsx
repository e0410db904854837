import { useTranslation } from 'react-i18next';
import type { StreamState } from '../api/stream-state.ts';
import { useAgeText } from '../time/age-text.ts';
import styles from './lost-banner.module.css';

/** How long frames may be missing before the page says so, ms: one late frame is no news. */
const PATIENCE_MS = 3_000;

/**
 * Lies over the tiles (nothing moves) while their numbers are not live. The tiles themselves grow old
 * beneath it.
 */
export function LostBanner({
  stream,
  now,
  shown,
}: {
  readonly stream: StreamState;
  readonly now: number;
  /** There are tiles on the page whose numbers could mislead. */
  readonly shown: boolean;
}) {
  const { t } = useTranslation();
  const ageText = useAgeText();
  const since = stream.phase === 'live' ? stream.heardAt : stream.since;
  if (now - since < PATIENCE_MS) return null;
  return (
    <p className={styles.banner} role="alert" data-testid="stream-lost">
      {shown ? t('stream.lost', { age: ageText(now - since) }) : t('problem.network')}
    </p>
  );
}
