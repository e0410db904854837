import { type Session, WarningId, WarningInbox } from '@tizhi/contracts';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { ROUTES } from '../api/routes.ts';
import { usePolled } from '../api/use-polled.ts';
import { useApi } from '../session/session-context.ts';
import { Icon } from '../shell/icons.tsx';
import { Loading } from '../shell/loading.tsx';
import { Message } from '../shell/message.tsx';
import { useProblemText } from '../shell/problem-text.ts';
import { InboxContext } from './inbox-context.ts';
import { InboxFilterBar } from './inbox-filter-bar.tsx';
import { InboxHeader } from './inbox-header.tsx';
import styles from './inbox-page.module.css';
import { useActBox } from './use-act-box.ts';
import { useInboxClock } from './use-inbox-clock.ts';
import { useListKeys } from './use-list-keys.ts';
import { WarningDetail } from './warning-detail.tsx';
import { expected, type InboxFilter, listed } from './warning-life.ts';
import { WarningRow } from './warning-row.tsx';

/** Each reading is noted in the audit log: often enough for what waits for days, and at once when looked at again. */
const EVERY_MS = 60_000;

export function InboxPage() {
  const { state } = useApi();
  return state.kind === 'signed-in' ? <Inbox session={state.session} /> : <Loading />;
}

/** What the rules found and people have not finished: the list, and one warning with all that belongs to it. */
function Inbox({ session }: { readonly session: Session }) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const navigate = useNavigate();
  const chosenId = WarningId.safeParse(useParams().warning).data ?? null;
  const [filter, setFilter] = useState<InboxFilter>({ state: 'active', class: null });
  const { value, problem, reload } = usePolled({
    path: ROUTES.warnings('care'),
    schema: WarningInbox,
    everyMs: EVERY_MS,
  });
  const { box, pending } = useActBox({ account: session.account, inbox: value, reload });
  const clock = useInboxClock(value);
  useEffect(() => {
    const onLook = (): void => {
      if (document.visibilityState === 'visible') reload();
    };
    document.addEventListener('visibilitychange', onLook);
    return () => document.removeEventListener('visibilitychange', onLook);
  }, [reload]);

  const views = useMemo(() => {
    if (value === null) return [];
    return value.warnings.map((view) =>
      pending
        .filter((each) => each.warning === view.warning.warning && each.phase !== 'refused')
        .reduce((shown, made) => expected(shown, made, value.people), view),
    );
  }, [value, pending]);
  const shown = useMemo(() => listed(views, filter), [views, filter]);
  const chosen = views.find(({ warning }) => warning.warning === chosenId) ?? null;
  const choose = (warning: WarningId | null): void =>
    void navigate(warning === null ? '/inbox' : `/inbox/${warning}`, { replace: chosenId !== null });
  useListKeys({ shown, chosen: chosenId, onChoose: choose });

  if (value === null) {
    if (problem === null) return <Loading />;
    return <Message title={t('stream.connecting')} body={problemText(problem)} />;
  }
  return (
    <InboxContext value={{ session, people: value.people, box, pending, clock }}>
      <div className={styles.page} data-chosen={chosen !== null}>
        <section className={styles.side} aria-label={t('inbox.title')}>
          <InboxHeader views={views} stale={problem !== null} />
          <InboxFilterBar views={views} filter={filter} onFilter={setFilter} />
          {shown.length === 0 ? (
            <Calm filtered={filter.class !== null || filter.state !== 'active'} />
          ) : (
            <ul className={styles.list} data-testid="warnings">
              {shown.map((view) => (
                <WarningRow
                  key={view.warning.warning}
                  view={view}
                  chosen={view.warning.warning === chosenId}
                  onChoose={choose}
                />
              ))}
            </ul>
          )}
        </section>
        <section className={styles.detail}>
          {chosen === null ? (
            <div className={styles.empty}>
              <h2>{t('inbox.choose')}</h2>
              <p>{t('inbox.chooseBody')}</p>
            </div>
          ) : (
            <WarningDetail key={chosen.warning.warning} view={chosen} onBack={() => choose(null)} />
          )}
        </section>
      </div>
    </InboxContext>
  );
}

function Calm({ filtered }: { readonly filtered: boolean }) {
  const { t } = useTranslation();
  return (
    <div className={styles.calm} data-testid="no-warnings">
      <Icon name="check" />
      <h2>{t(filtered ? 'inbox.calmFilter' : 'inbox.calm')}</h2>
      {filtered ? null : <p>{t('inbox.calmBody')}</p>}
    </div>
  );
}
