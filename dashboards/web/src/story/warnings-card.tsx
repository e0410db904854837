import type { StoryResponse } from '@tizhi/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useLanguage } from '../i18n/index.ts';
import styles from './story-page.module.css';

/** What the rules said of this pupil: alarms lead to the inbox, trends are only told. */
export function WarningsCard({ story: { warnings, rules } }: { readonly story: StoryResponse }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (warnings.length === 0) return null;
  return (
    <section className={styles.card} data-testid="story-warnings">
      <h2>{t('story.warnings.title')}</h2>
      <ul className={styles.warnings}>
        {warnings.map(({ warning, finding, state }) => {
          const title = rules.find(({ id }) => id === finding.rule)?.title[language] ?? finding.rule;
          return (
            <li key={warning}>
              <p>
                {finding.shownAs === 'trend' ? (
                  <>
                    <em>{t('story.warnings.trend')}</em> {title}
                  </>
                ) : (
                  <>
                    <em>{t(`inbox.state.${state}`)}</em> <Link to={`/inbox/${warning}`}>{title}</Link>
                  </>
                )}
              </p>
              <p className={styles.soft}>{finding.evidence.text[language]}</p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
