import type { WarningView } from '@tizhi/contracts';
import { useTranslation } from 'react-i18next';
import { useInbox } from './inbox-context.ts';
import styles from './marks.module.css';

/** How severe, in a word and a colour. */
export function SeverityMark({ view }: { readonly view: WarningView }) {
  const { t } = useTranslation();
  const { severity } = view.warning.finding;
  return (
    <b className={styles.severity} data-severity={severity}>
      {t(`inbox.severity.${severity}`)}
    </b>
  );
}

/** Where a warning stands and who has it. */
export function StateMark({ view: { warning, ownerName } }: { readonly view: WarningView }) {
  const { t } = useTranslation();
  const { session, pending } = useInbox();
  const saving = pending.some(({ warning: of }) => of === warning.warning);
  return (
    <span className={styles.state} data-state={warning.state} data-testid="warning-state">
      {t(`inbox.state.${warning.state}`)}{' '}
      {warning.owner === null || warning.state === 'resolved' ? null : (
        <i>
          {warning.owner === session.account
            ? t('inbox.mine')
            : t('inbox.owner', { name: ownerName ?? warning.owner })}
        </i>
      )}
      {saving ? <em aria-hidden="true">…</em> : null}
    </span>
  );
}
