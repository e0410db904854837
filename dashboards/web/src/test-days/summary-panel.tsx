import type { ClassId, LevelSummary, TestDayPupilView } from '@tizhi/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/index.ts';
import { ClassPicker } from './class-picker.tsx';
import { CloseDay } from './close-day.tsx';
import { useDay } from './day-context.ts';
import { inClass, listText, scoredName, withUnit } from './grid.ts';

import styles from './summary-panel.module.css';
import { waysShown } from './ways.ts';

/** Levels by class as the national system counts them, and what each pupil lacks for the next one. */
export function SummaryPanel() {
  const { t } = useTranslation();
  const { view } = useDay();
  const [chosen, setChosen] = useState<ClassId | null>(view.pupils[0]?.class ?? null);
  const { classes, school } = view.summaries;
  return (
    <div className={styles.panel}>
      <div className={styles.cards}>
        {classes.map((each) => (
          <SummaryCard key={each.class} title={each.name} summary={each.summary} />
        ))}
        {classes.length > 1 ? <SummaryCard title={t('testDay.summary.school')} summary={school} /> : null}
      </div>
      <section className={styles.ways}>
        <h2>
          {t('testDay.summary.whatIf')} <small>{t('testDay.summary.aid')}</small>
        </h2>
        <ClassPicker chosen={chosen} onChoose={setChosen} />
        <ul>
          {inClass(view, chosen).map((pupil) => (
            <li key={pupil.subject} data-testid="what-if" data-seat={pupil.seat}>
              <b className="number">{pupil.seat}</b>
              <span>{pupil.name}</span>
              <WhatIfText pupil={pupil} />
            </li>
          ))}
        </ul>
      </section>
      <CloseDay />
    </div>
  );
}

const LEVELS = ['excellent', 'good', 'pass', 'fail'] as const;

function SummaryCard({ title, summary }: { readonly title: string; readonly summary: LevelSummary }) {
  const { t } = useTranslation();
  const { complete, pupils, excellentRate, atLeastGood, atLeastPass, meanTotal } = summary;
  const rate = (value: number | null): string => (value === null ? '-' : `${value.toFixed(1)}%`);
  return (
    <section className={styles.card} data-testid="summary">
      <h2>
        {title} <small className="number">{t('testDay.summary.complete', { complete, pupils })}</small>
      </h2>
      <div className={styles.bar} aria-hidden="true">
        {LEVELS.map((level) => (
          <i key={level} data-level={level} style={{ flexGrow: summary[level] }} />
        ))}
      </div>
      <dl>
        {LEVELS.map((level) => (
          <div key={level} data-level={level}>
            <dt>{t(`level.${level}`)}</dt>
            <dd className="number">{summary[level]}</dd>
          </div>
        ))}
      </dl>
      <p className="number">
        {t('testDay.summary.rates', {
          excellent: rate(excellentRate),
          good: rate(atLeastGood),
          pass: rate(atLeastPass),
        })}
        {meanTotal === null ? '' : ` · ${t('testDay.summary.mean', { mean: meanTotal.toFixed(1) })}`}
      </p>
    </section>
  );
}

/** The smallest improvements that bring the next level, cheapest first. */
function WhatIfText({ pupil }: { readonly pupil: TestDayPupilView }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { bodiesShown } = useDay();
  const { whatIf, level, missing } = pupil;
  if (whatIf === null) {
    if (level === 'excellent') return <p>{t('testDay.summary.top')}</p>;
    const items = listText(
      missing.map((item) => scoredName(item, language)),
      language,
    );
    return <p className={styles.soft}>{items === '' ? '-' : t('testDay.summary.notYet', { items })}</p>;
  }
  const name = t(`level.${whatIf.level}`);
  const ways = waysShown(whatIf, { bodiesShown });
  return (
    <div>
      <p className={styles.soft}>
        {t('testDay.summary.missing', { points: Number(whatIf.missing.toFixed(2)), level: name })}
        {ways.length === 0 ? ` · ${t('testDay.summary.noWay')}` : ''}
      </p>
      {ways.map(({ improvements, terms }, at) => (
        <p key={improvements.map(({ item, goal }) => `${item} ${goal}`).join()}>
          {at === 0 ? '' : t('testDay.summary.or')}
          {t('testDay.summary.way', {
            what: improvements
              .map(({ item, change, goal }) =>
                t('testDay.summary.one', {
                  item: scoredName(item, language),
                  change: withUnit(item, change, language),
                  goal,
                }),
              )
              .join(t('testDay.summary.and')),
            level: name,
          })}{' '}
          <small>{t('testDay.summary.terms', { terms: Number(terms.toFixed(1)) })}</small>
        </p>
      ))}
    </div>
  );
}
