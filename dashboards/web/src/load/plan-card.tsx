import type { PlanLine } from '@tizhi/contracts';
import { useTranslation } from 'react-i18next';
import styles from './load-page.module.css';
import { percentText } from './zone-parts.ts';

/** The plan beside what was. A recommendation says whose it is and how much it can bear. */
export function PlanCard({ plan }: { readonly plan: readonly PlanLine[] }) {
  const { t } = useTranslation();
  return (
    <section className={styles.card}>
      <h2 className={styles.title}>{t('load.plan.title')}</h2>
      <table className={styles.plan}>
        <thead>
          <tr>
            <td />
            <th scope="col">{t('load.plan.planned')}</th>
            <th scope="col">{t('load.plan.actual')}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {plan.map((line) => (
            <Line key={line.measure} line={line} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Line({ line }: { readonly line: PlanLine }) {
  const { t } = useTranslation();
  const { measure, low, high, actual, verdict, source, confidence } = line;
  const isShare = measure === 'group_density' || measure === 'individual_density';
  const number = (value: number): string => (isShare ? percentText(value) : String(Math.round(value)));
  const planned = (): string => {
    if (measure === 'individual_density') return t('load.plan.all');
    if (low !== null && high !== null) return t('load.range', { low: number(low), high: number(high) });
    return low === null ? '-' : t('load.plan.atLeast', { low: number(low) });
  };
  return (
    <tr data-testid="plan-line" data-verdict={verdict}>
      <th scope="row">
        {t(`load.plan.measure.${measure}`)}
        <small>
          {t(`load.plan.source.${source}`)} · {t(`load.plan.confidence.${confidence}`)}
        </small>
      </th>
      <td className="number">{planned()}</td>
      <td className="number">{actual === null ? '-' : number(actual)}</td>
      <td>{t(`load.plan.verdict.${verdict}`)}</td>
    </tr>
  );
}
