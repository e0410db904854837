import { SeenResponse, TestDayTrace } from '@tizhi/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ROUTES } from '../api/routes.ts';
import { usePolled } from '../api/use-polled.ts';
import { useLanguage } from '../i18n/index.ts';
import { isBodyItem, scoredKey } from '../results/progress.ts';
import { useProblemText } from '../shell/problem-text.ts';
import { dayOf, timeOfDay } from '../time/format.ts';
import { type Place, useDay } from './day-context.ts';
import { scoredName, withUnit } from './grid.ts';
import styles from './trace-card.module.css';
import { TraceSourceView } from './trace-source.tsx';

/** Asked when it is opened, and again while it stays open: somebody may decide meanwhile. */
const EVERY_MS = 30_000;

/** "Why is it this number?" and who saw it: behind one tap, since the server notes who looks. */
export function TraceCard({ place }: { readonly place: Place }) {
  const { t } = useTranslation();
  const { bodiesShown } = useDay();
  const [open, setOpen] = useState(false);
  if (isBodyItem(place.item) && !bodiesShown) return null;
  return (
    <section className={styles.card}>
      <button
        type="button"
        className={styles.ask}
        aria-expanded={open}
        data-testid="why"
        onClick={() => setOpen(!open)}
      >
        {t('testDay.trace.title')}
      </button>
      {open ? (
        <>
          <Trace place={place} />
          <Seen place={place} />
        </>
      ) : null}
    </section>
  );
}

function Trace({ place }: { readonly place: Place }) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const { view } = useDay();
  const { testDay } = view.plan;
  const item = scoredKey(place.item);
  const { value: trace, problem } = usePolled({
    path: ROUTES.trace({ testDay, subject: place.subject, item }),
    schema: TestDayTrace,
    everyMs: EVERY_MS,
  });
  if (trace === null) return <p>{problem === null ? t('testDay.trace.loading') : problemText(problem)}</p>;
  return (
    <ol className={styles.steps} data-testid="trace">
      <li>
        <h4>{t('testDay.trace.standard')}</h4>
        <p>
          {trace.standard}
          <br />
          <CellText trace={trace} />
        </p>
        {trace.cell === null ? null : (
          <small>
            {t('testDay.trace.sources')}: {trace.cell.sources}
          </small>
        )}
        {trace.bonusCell === null ? null : (
          <p>{t('testDay.trace.bonus', { beyond: trace.bonusCell.beyond, bonus: trace.bonusCell.bonus })}</p>
        )}
      </li>
      {trace.sources.map((source) => (
        <TraceSourceView key={source.item} source={source} trace={trace} />
      ))}
    </ol>
  );
}

function CellText({ trace }: { readonly trace: TestDayTrace }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { cell } = trace;
  if (cell === null) return t('testDay.trace.noCell');
  const of = {
    item: scoredName(cell.item, language),
    sex: t(`testDay.sex.${cell.sex}`),
    grade: t('testDay.grade', { grade: cell.grade }),
    score: cell.score,
  };
  return cell.kind === 'threshold'
    ? t('testDay.trace.cell', { ...of, value: withUnit(cell.item, cell.threshold, language) })
    : t('testDay.trace.band', { ...of, low: cell.low ?? '…', high: cell.high ?? '…' });
}

function Seen({ place }: { readonly place: Place }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { testDay } = useDay().view.plan;
  const { value } = usePolled({
    path: ROUTES.seen({ testDay, ...place }),
    schema: SeenResponse,
    everyMs: EVERY_MS,
  });
  if (value === null) return null;
  return (
    <div className={styles.seen} data-testid="seen">
      <h4>{t('testDay.trace.seen')}</h4>
      {value.seen.length === 0 ? <p>{t('testDay.trace.seenNone')}</p> : null}
      <ul>
        {value.seen.map((each) => (
          <li key={`${each.account} ${each.attempt} ${each.at}`} data-current={each.current}>
            <b className="number">{each.display}</b>{' '}
            {each.accountName ?? each.account ?? t('testDay.trace.system')}{' '}
            <small className="number">
              {dayOf(each.at, language)} {timeOfDay(each.at)} ·{' '}
              {t(each.current ? 'testDay.trace.seenNow' : 'testDay.trace.seenOld')}
            </small>
          </li>
        ))}
      </ul>
    </div>
  );
}
