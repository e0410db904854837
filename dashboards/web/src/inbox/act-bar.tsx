import type { WarningAct, WarningView } from '@tizhi/contracts';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../time/use-now.ts';
import styles from './act-bar.module.css';
import { ActForm } from './act-form.tsx';
import { useInbox } from './inbox-context.ts';
import { nowOf } from './use-inbox-clock.ts';
import { isWriting } from './use-list-keys.ts';
import { actsOf, type PersonAct } from './warning-life.ts';

/** One key for each act. */
const KEYS: Readonly<Record<string, PersonAct>> = {
  a: 'acknowledge',
  c: 'act',
  n: 'note',
  r: 'resolve',
  h: 'hand_over',
  o: 'reopen',
};
const KEY_OF = Object.fromEntries(Object.entries(KEYS).map(([key, act]) => [act, key.toUpperCase()]));

/** What may be done with a warning now, where the thumb is; taking it on is a single tap. */
export function ActBar({ view }: { readonly view: WarningView }) {
  const { t } = useTranslation();
  const { box, clock, people, session } = useInbox();
  const now = useNow(5_000);
  const [writing, setWriting] = useState<PersonAct | null>(null);
  const { warning } = view;
  const acts = actsOf(view, { people, account: session.account });

  const make = (act: WarningAct): void => {
    box?.add({
      warning: warning.warning,
      act,
      at: Math.round(nowOf(clock, now)),
      entriesBefore: warning.entries.length,
    });
    setWriting(null);
  };
  const begin = (kind: PersonAct): void =>
    kind === 'acknowledge' ? make({ kind, note: null }) : setWriting(kind);

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (isWriting(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
      const kind = KEYS[event.key.toLowerCase()];
      if (kind === undefined || !acts.includes(kind)) return;
      event.preventDefault();
      begin(kind);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });

  if (writing !== null) {
    return (
      <ActForm key={writing} kind={writing} view={view} onMake={make} onCancel={() => setWriting(null)} />
    );
  }
  return (
    <div className={styles.bar} data-testid="act-bar">
      {acts.map((kind, at) => (
        <button
          key={kind}
          type="button"
          data-main={at === 0}
          data-testid={`warning-${kind}`}
          aria-keyshortcuts={KEY_OF[kind]}
          onClick={() => begin(kind)}
        >
          {t(`inbox.acts.${kind}`)}
          <kbd>{KEY_OF[kind]}</kbd>
        </button>
      ))}
    </div>
  );
}
