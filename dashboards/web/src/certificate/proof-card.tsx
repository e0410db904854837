import type { SignedCertificate, WornDevice } from '@tizhi/contracts';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/index.ts';
import { dayOf, timeOfDay } from '../time/format.ts';
import styles from './proof-card.module.css';

/** The beginning of a long hash: enough for two people to compare. */
const short = (hash: string): string => `${hash.slice(0, 16)}…`;

/** How right the times of the readings are, over all devices. */
function clockOf(devices: readonly WornDevice[]) {
  const errors = devices.flatMap(({ largestErrorMs }) => largestErrorMs ?? []);
  return {
    errorMs: errors.length === 0 ? null : Math.max(...errors),
    unverified: devices.reduce((sum, device) => sum + device.unverified, 0),
  };
}

/** What the certificate rests on, for whoever wants to check it. */
export function ProofCard({ signed }: { readonly signed: SignedCertificate }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { certificate, digest, publicKey } = signed;
  const { lanes, coverage, totals, issuedAt } = certificate;
  const { errorMs, unverified } = clockOf(certificate.devices);
  const dateTime = (at: number): string => `${dayOf(at, language)} ${timeOfDay(at)}`;
  return (
    <section className={styles.card}>
      <h2>{t('certificate.chain')}</h2>
      <p>{t('certificate.chainBody', { messages: totals.messages.toLocaleString('en-US') })}</p>
      <ul className="number">
        {lanes.flatMap(({ gateway, epoch, runs, gaps }) => [
          ...runs.map(({ fromSeq, toSeq, chain }) => (
            <li key={`${epoch} ${fromSeq}`}>
              {t('certificate.run', { gateway, from: fromSeq, to: toSeq })} <code>{short(chain)}</code>
            </li>
          )),
          ...gaps.map(({ fromSeq, toSeq }) => (
            <li key={`${epoch} gap ${fromSeq}`} data-gap="true">
              {t('certificate.gap', { gateway, from: fromSeq, to: toSeq })}
            </li>
          )),
        ])}
        {coverage.map(({ gateway, until }) => (
          <li key={gateway}>
            {until === null
              ? t('certificate.sentUnknown', { gateway })
              : t('certificate.sentUntil', { gateway, at: dateTime(until) })}
          </li>
        ))}
      </ul>
      <dl>
        <dt>{t('certificate.clock')}</dt>
        <dd className="number">
          {[
            ...(errorMs === null ? [] : [t('certificate.error', { ms: errorMs })]),
            ...(unverified === 0 ? [] : [t('certificate.unverified', { count: unverified })]),
          ].join(' · ') || '-'}
        </dd>
        <dt>{t('certificate.issued')}</dt>
        <dd className="number">{dateTime(issuedAt)}</dd>
        <dt>{t('certificate.digest')}</dt>
        <dd>
          <code>{digest}</code>
        </dd>
        <dt>{t('certificate.key')}</dt>
        <dd>
          <code data-testid="certificate-key">{publicKey}</code>
        </dd>
      </dl>
      <p>
        {t('certificate.check')} <code>tizhi certificate verify FILE --key KEY</code>
      </p>
    </section>
  );
}
