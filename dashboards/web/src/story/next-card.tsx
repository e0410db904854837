import type { StoryResponse } from '@tizhi/contracts';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/index.ts';
import { scoredName, withUnit } from '../test-days/grid.ts';
import { waysShown } from '../test-days/ways.ts';
import { totalAbsence } from './absence.ts';
import { type PracticeSpan, practiceSpan } from './practice-span.ts';
import styles from './story-page.module.css';

/** The smallest steps that bring the next level, in things to do; never over the body. */
export function NextCard({ story }: { readonly story: StoryResponse }) {
  const { whatIf, trajectory } = story;
  const { t } = useTranslation();
  const language = useLanguage();
  const latest = trajectory.tests.at(-1);
  if (latest === undefined) return null;
  if (whatIf === null) {
    return (
      <section className={styles.card} data-testid="story-next">
        <h2>{t('story.next.title')}</h2>
        <p>
          {latest.level === 'excellent'
            ? t('story.next.top')
            : t(`story.next.notYet.${totalAbsence(story, latest)}`)}
        </p>
      </section>
    );
  }
  const level = t(`level.${whatIf.level}`);
  const ways = waysShown(whatIf, { bodiesShown: false });
  return (
    <section className={styles.card} data-testid="story-next">
      <h2>{t('story.next.title')}</h2>
      <p className={styles.lead}>
        {t('story.next.to', { points: Number(whatIf.missing.toFixed(1)), level })}
      </p>
      {ways.length === 0 ? <p>{t('story.next.noWay')}</p> : null}
      <ol className={styles.ways}>
        {ways.map(({ improvements, terms }) => (
          <li key={improvements.map(({ item, goal }) => `${item} ${goal}`).join()}>
            {t('story.next.way', {
              what: improvements
                .map(({ item, change, goal }) =>
                  t('testDay.summary.one', {
                    item: scoredName(item, language),
                    change: withUnit(item, change, language),
                    goal,
                  }),
                )
                .join(t('testDay.summary.and')),
              level,
            })}{' '}
            <small>
              <Practice span={practiceSpan(terms)} />
            </small>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Practice({ span }: { readonly span: PracticeSpan }) {
  const { t } = useTranslation();
  return span.kind === 'terms'
    ? t('story.next.practice.terms', { terms: span.terms })
    : t(`story.next.practice.${span.kind}`);
}
