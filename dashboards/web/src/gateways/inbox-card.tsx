import { InboxResponse, MAX_TROUBLES } from '@tizhi/contracts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ROUTES } from '../api/routes.ts';
import { usePolled } from '../api/use-polled.ts';
import { useLanguage } from '../i18n/index.ts';
import { dayOf, timeOfDay } from '../time/format.ts';
import styles from './inbox-card.module.css';

const LOOK_EVERY_MS = 15_000;

/** For an administrator: what the inbox could not store, and what will never come. */
export function InboxCard() {
  const { t } = useTranslation();
  const { value } = usePolled({ path: ROUTES.inbox, schema: InboxResponse, everyMs: LOOK_EVERY_MS });
  if (value === null) return null;
  const { deadLetters, gaps } = value;
  return (
    <section className={styles.card} data-testid="inbox">
      <h2>{t('gateways.inbox')}</h2>
      <Troubles
        title={t('gateways.deadLetters')}
        body={t('gateways.deadLettersBody')}
        count={deadLetters.length}
      >
        {deadLetters.map(({ gateway, lane, seq, reason, bytes, at }) => (
          <li key={`${gateway} ${lane} ${seq} ${at}`}>
            <When at={at} />
            <span>
              {gateway ?? '-'} {lane === null ? '' : t(`gateways.lane.${lane}`)} {seq ?? ''}
            </span>
            <span>{reason}</span>
            <span className="number">{t('gateways.bytes', { count: bytes })}</span>
          </li>
        ))}
      </Troubles>
      <Troubles title={t('gateways.gaps')} body={t('gateways.gapsBody')} count={gaps.length}>
        {gaps.map(({ gateway, lane, fromSeq, toSeq, at }) => (
          <li key={`${gateway} ${lane} ${fromSeq} ${at}`}>
            <When at={at} />
            <span>
              {gateway} {t(`gateways.lane.${lane}`)}
            </span>
            <span className="number">{t('gateways.messages', { from: fromSeq, to: toSeq })}</span>
          </li>
        ))}
      </Troubles>
    </section>
  );
}

function Troubles({
  title,
  body,
  count,
  children,
}: {
  readonly title: string;
  readonly body: string;
  readonly count: number;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation();
  const shown = count >= MAX_TROUBLES ? `${MAX_TROUBLES}+` : String(count);
  if (count === 0) {
    return (
      <p className={styles.none}>
        {title}: {t('gateways.nothing')}
      </p>
    );
  }
  return (
    <details className={styles.troubles}>
      <summary>
        {title} <b className="number">{shown}</b>
      </summary>
      <p>{body}</p>
      <ul>{children}</ul>
    </details>
  );
}

function When({ at }: { readonly at: number }) {
  const language = useLanguage();
  return (
    <span className="number">
      {dayOf(at, language)} {timeOfDay(at)}
    </span>
  );
}
