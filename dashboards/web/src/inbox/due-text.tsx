import type { WarningView } from '@tizhi/contracts';
import { useTranslation } from 'react-i18next';
import { useSpanText } from '../time/span-text.ts';
import { useNow } from '../time/use-now.ts';
import { useInbox } from './inbox-context.ts';
import styles from './marks.module.css';
import { nowOf } from './use-inbox-clock.ts';
import { isLate } from './warning-life.ts';

/** How long until a warning that nobody took on goes to everyone; or that it went. */
export function DueText({ view }: { readonly view: WarningView }) {
  const { t } = useTranslation();
  const spanText = useSpanText();
  const { clock } = useInbox();
  const now = nowOf(clock, useNow());
  if (isLate(view)) {
    return (
      <span className={styles.due} data-due="late" data-testid="warning-late">
        {t('inbox.isLate')}
      </span>
    );
  }
  if (view.dueAt === null || view.warning.state !== 'open') return null;
  const left = view.dueAt - now;
  return (
    <span className={styles.due} data-due={left < HOUR_MS ? 'soon' : 'later'} data-testid="warning-due">
      {left <= 0 ? t('inbox.dueNow') : t('inbox.due', { span: spanText(left) })}
    </span>
  );
}

const HOUR_MS = 3_600_000;
