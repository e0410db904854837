import { TestDayList, type TestDaySummary } from '@tizhi/contracts';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { ROUTES } from '../api/routes.ts';
import { usePolled } from '../api/use-polled.ts';
import { useApi } from '../session/session-context.ts';
import { Icon } from '../shell/icons.tsx';
import { Loading } from '../shell/loading.tsx';
import { Message } from '../shell/message.tsx';
import { useProblemText } from '../shell/problem-text.ts';
import { PlanForm } from './plan-form.tsx';
import styles from './test-days-page.module.css';

const EVERY_MS = 15_000;

/** The test days of the school, newest first, and the way to a new one. */
export function TestDaysPage() {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const navigate = useNavigate();
  const { state } = useApi();
  const [planning, setPlanning] = useState(false);
  const { value, problem } = usePolled({ path: ROUTES.testDays, schema: TestDayList, everyMs: EVERY_MS });
  if (value === null) {
    if (problem === null) return <Loading />;
    return <Message title={t('stream.connecting')} body={problemText(problem)} />;
  }
  const mayPlan = state.kind === 'signed-in' && state.session.role !== 'nurse';
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <h1>{t('testDay.title')}</h1>
        <span className={styles.gap} />
        {mayPlan ? (
          <>
            <Button icon={<Icon name="roster" />} onClick={() => void navigate('/roster')}>
              {t('testDay.roster')}
            </Button>
            <Button
              type="primary"
              icon={<Icon name="add" />}
              data-testid="new-test-day"
              onClick={() => setPlanning(true)}
            >
              {t('testDay.create')}
            </Button>
          </>
        ) : null}
      </header>
      {planning ? <PlanForm onCancel={() => setPlanning(false)} /> : null}
      {value.testDays.length === 0 && !planning ? (
        <section className={styles.none}>
          <h2>{t('testDay.none')}</h2>
          <p>{t('testDay.noneBody')}</p>
        </section>
      ) : null}
      <ul className={styles.list}>
        {value.testDays.map((day) => (
          <DayCard key={day.testDay} day={day} />
        ))}
      </ul>
    </div>
  );
}

function DayCard({ day }: { readonly day: TestDaySummary }) {
  const { t } = useTranslation();
  const { done, due, unclaimed } = day;
  return (
    <li>
      <Link to={`/test-days/${day.testDay}`} data-testid="test-day" data-test-day={day.testDay}>
        <h2>
          {day.name}
          {day.closed ? <em>{t('testDay.closed')}</em> : null}
          {day.kind === 'make_up' ? <em>{t('testDay.makeUp')}</em> : null}
        </h2>
        <p className="number">
          {day.date} · {t('testDay.classes', { count: day.classes.length })} ·{' '}
          {t('testDay.pupils', { count: day.pupils })}
        </p>
        <i className={styles.track} aria-hidden="true">
          <i style={{ width: `${Math.round((done / Math.max(1, done + due)) * 100)}%` }} />
        </i>
        <p className="number">
          {t('testDay.done', { count: done })} · {t('testDay.due', { count: due })}
          {unclaimed === 0 ? null : <b>{t('testDay.unclaimed', { count: unclaimed })}</b>}
        </p>
      </Link>
    </li>
  );
}
