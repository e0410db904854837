import type { WarningView } from '@tizhi/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useLanguage } from '../i18n/index.ts';
import { Icon } from '../shell/icons.tsx';
import { ActBar } from './act-bar.tsx';
import { DueText } from './due-text.tsx';
import { EvidenceChart, useMeasureName } from './evidence-chart.tsx';
import { SeverityMark, StateMark } from './marks.tsx';
import { Timeline } from './timeline.tsx';
import styles from './warning-detail.module.css';

/** One warning: the finding in a sentence, what it rests on, what may be done, and what was. */
export function WarningDetail({ view, onBack }: { readonly view: WarningView; readonly onBack: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const measureName = useMeasureName();
  const { warning, rule, pupil } = view;
  const { evidence } = warning.finding;
  return (
    <article className={styles.detail} data-testid="warning-detail" data-state={warning.state}>
      <header className={styles.header}>
        <button
          type="button"
          className={styles.back}
          onClick={onBack}
          aria-label={t('inbox.back')}
          data-testid="warning-back"
        >
          <Icon name="back" />
        </button>
        <div>
          <h2>
            {pupil.name}
            <small>
              {pupil.className}
              {pupil.seat === null ? '' : ` · ${pupil.seat}`}
            </small>
          </h2>
          <p>
            <SeverityMark view={view} />
            <StateMark view={view} />
            <DueText view={view} />
          </p>
        </div>
        <Link to={`/pupils/${pupil.subject}?purpose=care`} data-testid="to-story">
          {t('inbox.story')}
        </Link>
      </header>
      <div className={styles.body}>
        <h3 className={styles.title}>{rule.title[language]}</h3>
        <p className={styles.sentence} data-testid="warning-sentence">
          {evidence.text[language]}
        </p>
        {warning.goneAt === null ? null : <p className={styles.gone}>{t('inbox.gone')}</p>}
        <figure className={styles.evidence}>
          <figcaption>
            {t('inbox.evidence')} · {measureName(evidence.measure)}
          </figcaption>
          <EvidenceChart evidence={evidence} />
        </figure>
        <section className={styles.next}>
          <h4>{t('inbox.nextStep')}</h4>
          <p>{rule.nextStep[language]}</p>
        </section>
        <details className={styles.why}>
          <summary>{t('inbox.whyRule')}</summary>
          <p>
            {rule.precision === null
              ? t('inbox.fact')
              : t('inbox.precision', { share: Math.round(rule.precision * 100) })}
            {' · '}
            {t(`inbox.strength.${rule.strength}`)}
          </p>
          <p>{t('inbox.ruleSource', { rule: rule.id, version: rule.version, source: rule.source })}</p>
        </details>
        <Timeline view={view} />
      </div>
      <ActBar view={view} />
    </article>
  );
}
