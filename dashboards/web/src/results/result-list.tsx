import type { AttemptId, ScoredAttempt } from '@tizhi/contracts';
import { useTranslation } from 'react-i18next';
import { useNow } from '../time/use-now.ts';
import styles from './result-list.module.css';
import { ResultRow } from './result-row.tsx';

/** How long a new row stands out, ms. */
const NEW_MS = 6_000;

export interface ResultListProps {
  readonly results: readonly ScoredAttempt[];
  readonly arrivedAt: ReadonlyMap<AttemptId, number>;
  readonly bodiesShown: boolean;
  readonly classShown: boolean;
}

export function ResultList({ results, arrivedAt, bodiesShown, classShown }: ResultListProps) {
  const { t } = useTranslation();
  const now = useNow();
  if (results.length === 0) {
    return (
      <section className={styles.none}>
        <h2>{t('results.none')}</h2>
        <p>{t('results.noneBody')}</p>
      </section>
    );
  }
  return (
    <section className={styles.list} aria-label={t('results.list')}>
      <ul>
        {results.map((result) => (
          <ResultRow
            key={result.attempt}
            result={result}
            isNew={now - (arrivedAt.get(result.attempt) ?? Number.NEGATIVE_INFINITY) < NEW_MS}
            bodiesShown={bodiesShown}
            classShown={classShown}
          />
        ))}
      </ul>
    </section>
  );
}
