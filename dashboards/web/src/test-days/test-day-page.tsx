import { TestDayId } from '@tizhi/contracts';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { BodyToggle } from '../results/body-toggle.tsx';
import { useApi } from '../session/session-context.ts';
import { ConnectionBadge } from '../shell/connection-badge.tsx';
import { Icon } from '../shell/icons.tsx';
import { Loading } from '../shell/loading.tsx';
import { Message } from '../shell/message.tsx';
import { NotFoundPage } from '../shell/not-found-page.tsx';
import { useProblemText } from '../shell/problem-text.ts';
import { BibPanel } from './bib-panel.tsx';
import { ClassGrid } from './class-grid.tsx';
import { DayContext, type DayContextValue, type Place } from './day-context.ts';
import { bySubject } from './day-state.ts';
import { ExportPanel } from './export-panel.tsx';
import { ItemDrawer } from './item-drawer.tsx';
import { StationPanel } from './station-panel.tsx';
import { StopwatchPanel } from './stopwatch-panel.tsx';
import { SummaryPanel } from './summary-panel.tsx';
import styles from './test-day-page.module.css';
import { waitingOf } from './unsent.ts';
import { useUnsent } from './unsent-context.ts';
import { useTestDay } from './use-test-day.ts';

export function TestDayPage() {
  const testDay = TestDayId.safeParse(useParams().testDay);
  return testDay.success ? <OneTestDay key={testDay.data} testDay={testDay.data} /> : <NotFoundPage />;
}

const PANELS = {
  stations: StationPanel,
  grid: ClassGrid,
  stopwatch: StopwatchPanel,
  bibs: BibPanel,
  summary: SummaryPanel,
  export: ExportPanel,
} as const;
type Tab = keyof typeof PANELS;
const TABS = Object.keys(PANELS) as Tab[];
/** What only those who run the day have. */
const NOT_FOR_NURSES: readonly Tab[] = ['stopwatch', 'export'];

/** A test day while it runs, and after. */
function OneTestDay({ testDay }: { readonly testDay: TestDayId }) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const { state: session } = useApi();
  const { box, state: unsent } = useUnsent();
  const { view, stream, problem } = useTestDay(testDay);
  const [bodiesShown, setBodiesShown] = useState(false);
  const [place, setPlace] = useState<Place | null>(null);
  const decide = useCallback<DayContextValue['decide']>(
    (...decisions) => box.add({ testDay, decisions }),
    [box, testDay],
  );
  const waiting = useMemo(() => waitingOf(unsent.all, testDay), [unsent.all, testDay]);
  const isNurse = session.kind === 'signed-in' && session.session.role === 'nurse';
  const day = useMemo<DayContextValue | null>(
    () =>
      view && {
        view,
        pupils: bySubject(view),
        waiting,
        mayDecide: !isNurse && !view.closed,
        bodiesShown,
        decide,
        open: setPlace,
      },
    [view, waiting, isNurse, bodiesShown, decide],
  );
  const [search, setSearch] = useSearchParams();
  const tabs = TABS.filter((each) => !isNurse || !NOT_FOR_NURSES.includes(each));
  const tab = tabs.find((each) => each === search.get('tab')) ?? 'stations';

  if (day === null) {
    if (problem === null) return <Loading />;
    if (problem.kind === 'refused' && problem.status === 404) return <NotFoundPage />;
    return <Message title={t('stream.connecting')} body={problemText(problem)} />;
  }
  const { plan, closed, tray } = day.view;
  const Panel = PANELS[tab];
  return (
    <DayContext value={day}>
      <div className={styles.page}>
        <header className={styles.header}>
          <Link to="/test-days" aria-label={t('testDay.back')} title={t('testDay.back')}>
            <Icon name="back" />
          </Link>
          <h1>
            {plan.name} <small className="number">{plan.date}</small>
          </h1>
          {closed ? <em>{t('testDay.closed')}</em> : null}
          <ConnectionBadge stream={stream} />
          <span className={styles.gap} />
          <BodyToggle shown={bodiesShown} onToggle={setBodiesShown} />
        </header>
        <nav className={styles.tabs}>
          {tabs.map((each) => (
            <button
              type="button"
              key={each}
              aria-pressed={each === tab}
              data-testid={`tab-${each}`}
              onClick={() => setSearch({ tab: each }, { replace: true })}
            >
              {t(`testDay.tab.${each}`)}
              {each === 'stations' && tray.length > 0 ? <b className="number">{tray.length}</b> : null}
            </button>
          ))}
        </nav>
        <div className={styles.panel}>
          <Panel />
        </div>
      </div>
      {place === null ? null : (
        <ItemDrawer key={`${place.subject} ${place.item}`} place={place} onClose={() => setPlace(null)} />
      )}
    </DayContext>
  );
}
