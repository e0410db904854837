import type { LessonId, ScoredAttempt } from '@tizhi/contracts';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/index.ts';
import { isBodyItem, itemName } from '../results/progress.ts';
import { newestFirst } from '../results/results-state.ts';
import { useResults } from '../results/use-results.ts';
import { valueText } from '../results/value-text.ts';
import { Icon } from '../shell/icons.tsx';
import styles from './latest-results.module.css';

/** As many as a wide screen has room for; a phone shows the first. */
const SHOWN = 3;
const READ = 30;

/** Newest scored attempts of this lesson, without bodies: height, weight and BMI stay on the results page. */
export const latestScored = (results: Iterable<ScoredAttempt>, lesson: LessonId): ScoredAttempt[] =>
  newestFirst(
    [...results].filter(
      (result) => result.lesson === lesson && result.score !== null && !isBodyItem(result.item),
    ),
  ).slice(0, SHOWN);

/** What the stations have just measured: a teacher on the field need not leave the live page to see a jump. */
export function LatestResults({ lesson }: { readonly lesson: LessonId }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { state } = useResults(lesson, { limit: READ });
  const latest = latestScored(state.byId.values(), lesson);
  if (latest.length === 0) return null;
  return (
    <ul className={styles.list} aria-label={t('live.latestResults')}>
      {latest.map((result) => {
        const { value, unit } = valueText(result, language);
        return (
          <li
            key={result.attempt}
            data-testid="latest-result"
            data-item={result.item}
            data-score={result.score}
            data-new={state.arrivedAt.has(result.attempt)}
          >
            <Icon name="results" />
            <span>
              {result.seat} {result.name}
            </span>
            <span className={styles.item}>{itemName(result.item, language)}</span>
            <span className="number">
              <b>{value}</b> {unit}
            </span>
            <b className="number">{t('results.points', { score: result.score ?? 0 })}</b>
          </li>
        );
      })}
    </ul>
  );
}
