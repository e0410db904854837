import type { AccountId, WarningAct, WarningView } from '@tizhi/contracts';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/index.ts';
import { dayOf, timeOfDay } from '../time/format.ts';
import { useSpanText } from '../time/span-text.ts';
import type { PendingAct } from './act-box.ts';
import { useInbox } from './inbox-context.ts';
import styles from './timeline.module.css';

/** What happened to a warning, by whom and when, newest first; what is on its way is marked. */
export function Timeline({ view: { warning } }: { readonly view: WarningView }) {
  const { t } = useTranslation();
  const didText = useDidText();
  const whoText = useWhoText();
  const whenText = useWhenText();
  const { pending } = useInbox();
  const mine = pending.filter((each) => each.warning === warning.warning);
  const onTheWay = mine.filter(({ phase }) => phase !== 'refused').length;
  const stored = warning.entries.slice(0, warning.entries.length - onTheWay);
  return (
    <section className={styles.timeline}>
      <h4>{t('inbox.timeline')}</h4>
      <ol>
        {mine.toReversed().map((each) => (
          <li key={each.request} data-phase={each.phase} data-testid="entry-pending">
            <p>
              <b>{t('inbox.you')}</b> {didText(each.act)}
            </p>
            <NoteText act={each.act} />
            <PendingLine pending={each} />
          </li>
        ))}
        {stored.toReversed().map(({ entry, at, account, act }) => (
          <li key={entry} data-testid="entry" data-kind={act.kind}>
            <p>
              <b>{whoText(account)}</b> {didText(act)} <time>{whenText(at)}</time>
            </p>
            <NoteText act={act} />
          </li>
        ))}
        <li>
          <p>
            <b>{t('inbox.opened')}</b> <time>{whenText(warning.openedAt)}</time>
          </p>
        </li>
      </ol>
    </section>
  );
}

function NoteText({ act }: { readonly act: WarningAct }) {
  return 'note' in act && act.note !== null ? <blockquote>{act.note}</blockquote> : null;
}

function PendingLine({ pending: { phase, problem, request } }: { readonly pending: PendingAct }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { box } = useInbox();
  switch (phase) {
    case 'sending':
    case 'sent':
      return <small role="status">{t('inbox.sending')}</small>;
    case 'waiting':
      return <small role="status">{t('inbox.waiting')}</small>;
    case 'refused':
      return (
        <div className={styles.refused} role="alert" data-testid="act-refused">
          <span>{t('inbox.refused', { problem: problem?.[language] ?? '' })}</span>
          <Button size="small" onClick={() => box?.again(request)}>
            {t('inbox.again')}
          </Button>
          <Button size="small" onClick={() => box?.drop(request)}>
            {t('inbox.drop')}
          </Button>
        </div>
      );
  }
}

function useDidText(): (act: WarningAct) => string {
  const { t } = useTranslation();
  const spanText = useSpanText();
  const { people } = useInbox();
  return (act) => {
    switch (act.kind) {
      case 'acknowledge':
      case 'act':
      case 'note':
      case 'reopen':
        return t(`inbox.did.${act.kind}`);
      case 'resolve':
        return t('inbox.did.resolve', { outcome: t(`inbox.outcome.${act.outcome}`) });
      case 'hand_over':
        return t('inbox.did.hand_over', {
          name: people.find(({ account }) => account === act.to)?.name ?? act.to,
        });
      case 'escalate':
        return t('inbox.did.escalate', { span: spanText(act.after) });
    }
  };
}

function useWhoText(): (account: AccountId | null) => string {
  const { t } = useTranslation();
  const { people, session } = useInbox();
  return (account) => {
    if (account === null) return t('inbox.clock');
    if (account === session.account) return t('inbox.you');
    return people.find((person) => person.account === account)?.name ?? account;
  };
}

function useWhenText(): (at: number) => string {
  const language = useLanguage();
  return (at) => `${dayOf(at, language)} ${timeOfDay(at, false)}`;
}
