import type { Certificate } from '@tizhi/contracts';
import { useTranslation } from 'react-i18next';
import { Icon } from '../shell/icons.tsx';
import styles from './verdict-banner.module.css';

const ICONS = { complete: 'check', doubtful: 'check', uncertain: 'clock', missing: 'wrong' } as const;

/** The certificate in a sentence, and the numbers of the whole lesson. */
export function VerdictBanner({ certificate }: { readonly certificate: Certificate }) {
  const { t } = useTranslation();
  const { verdict, reasons, totals, coverage, until } = certificate;
  const behind = coverage.filter((each) => (each.until ?? 0) < until).map(({ gateway }) => gateway);
  const { missing, doubtful } = totals;
  return (
    <section className={styles.banner} data-verdict={verdict} data-testid="verdict">
      <Icon name={ICONS[verdict]} />
      <div>
        <h2>{t(`certificate.verdict.${verdict}`, { missing })}</h2>
        <p>{t(`certificate.verdictBody.${verdict}`, { missing, doubtful })}</p>
        {reasons.length === 0 ? null : (
          <ul>
            {reasons.map((reason) => (
              <li key={reason}>{t(`certificate.reason.${reason}`, { gateways: behind.join(', ') })}</li>
            ))}
          </ul>
        )}
      </div>
      <dl>
        {(['heard', 'stored', 'doubtful', 'missing'] as const).map((what) => (
          <div key={what} data-testid={`total-${what}`} data-count={totals[what]}>
            <dt>{t(`certificate.${what}`)}</dt>
            <dd className="number">{totals[what].toLocaleString('en-US')}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
