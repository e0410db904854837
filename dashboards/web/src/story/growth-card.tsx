import { type ScreeningFact, ScreeningKind, type StoryResponse } from '@tizhi/contracts';
import { useTranslation } from 'react-i18next';
import styles from './story-page.module.css';

const UNIT = { 'kg/m2': 'kg/m²', cm: 'cm', mmHg: 'mmHg' } as const;

/** Screening facts, each under its own name, the newest of each kind first; only where the API gives them. */
export function GrowthCard({ story: { trajectory } }: { readonly story: StoryResponse }) {
  const { t } = useTranslation();
  if (trajectory.screening.length === 0) return null;
  const kinds = ScreeningKind.options.flatMap((kind) => {
    const facts = trajectory.screening
      .filter((fact) => fact.kind === kind)
      .sort((a, b) => b.schoolYear - a.schoolYear);
    return facts.length === 0 ? [] : [{ kind, facts }];
  });
  return (
    <section className={styles.card} data-testid="story-growth">
      <h2>{t('story.growth.title')}</h2>
      <p className={styles.soft}>{t('story.growth.note')}</p>
      <ul className={styles.facts}>
        {kinds.map(({ kind, facts }) => (
          <li key={kind} data-kind={kind}>
            <h3>{t(`story.growth.kind.${kind}`)}</h3>
            {facts.map((fact, at) => (
              <Fact key={fact.schoolYear} fact={fact} isNewest={at === 0} />
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Fact({ fact, isNewest }: { readonly fact: ScreeningFact; readonly isNewest: boolean }) {
  const { t } = useTranslation();
  const { schoolYear, result, reason, value, threshold, unit, standard, support } = fact;
  const text =
    result === 'unknown' && reason !== null
      ? t(`story.growth.reason.${reason}`)
      : t(`story.growth.result.${result}`);
  return (
    <details className={styles.fact} data-newest={isNewest} data-result={result}>
      <summary>
        {text} <small>{t('story.growth.year', { year: schoolYear })}</small>
      </summary>
      <p className={styles.soft}>
        {t('story.growth.compared', {
          value: value ?? '–',
          threshold: threshold ?? '–',
          unit: UNIT[unit],
          standard,
          support,
        })}
      </p>
    </details>
  );
}
