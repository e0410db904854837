import { AttemptId, type ClassId, ITEMS, type ItemKey, type TestDayPupilView } from '@tizhi/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newUuid } from '../api/uuid.ts';
import { useLanguage } from '../i18n/index.ts';
import { itemName } from '../results/progress.ts';
import { useNow } from '../time/use-now.ts';
import { Choices } from './choices.tsx';
import { ClassPicker } from './class-picker.tsx';
import { useDay } from './day-context.ts';
import { inClass, itemsOf, resultOf } from './grid.ts';
import { officialTime } from './official-time.ts';
import { canTap, earliestFinish, entered, type Heat } from './stopwatch.ts';
import { Ending, type Step } from './stopwatch-ending.tsx';
import styles from './stopwatch-panel.module.css';
import { TapList } from './tap-list.tsx';
import { useHeat } from './use-heat.ts';
import { clockText } from './value-entry.ts';

const TICK_MS = 100;

/** One start, many finishers: a tap on the number of each who crosses the line. */
export function StopwatchPanel() {
  const { t } = useTranslation();
  const { view, mayDecide } = useDay();
  const { heat, step } = useHeat(view.plan.testDay);
  const [ofClass, setOfClass] = useState<ClassId | null>(view.pupils[0]?.class ?? null);
  return (
    <div className={styles.panel}>
      <ClassPicker chosen={ofClass} onChoose={setOfClass} />
      {view.closed ? <p>{t('testDay.readOnly')}</p> : null}
      {heat === null && mayDecide ? <Start ofClass={ofClass} step={step} /> : null}
      {heat === null ? null : <Running heat={heat} step={step} ofClass={ofClass} />}
    </div>
  );
}

function Start({ ofClass, step }: { readonly ofClass: ClassId | null; readonly step: Step }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { view } = useDay();
  // The long ones first: they are what a mass finish is for.
  const timed = itemsOf(inClass(view, ofClass))
    .filter((item) => ITEMS[item].unit === 's')
    .sort((a, b) => ITEMS[b].max - ITEMS[a].max);
  const [chosen, setItem] = useState<ItemKey | null>(null);
  const item = chosen !== null && timed.includes(chosen) ? chosen : (timed[0] ?? null);
  if (item === null) return <p>{t('testDay.watch.noItem')}</p>;
  return (
    <>
      <Choices
        label={t('testDay.watch.item')}
        options={timed.map((value) => ({ value, text: itemName(value, language) }))}
        chosen={item}
        onChoose={setItem}
      />
      <button
        type="button"
        className={styles.start}
        data-testid="watch-start"
        onClick={() => step({ kind: 'started', item, at: Date.now() })}
      >
        {t('testDay.watch.start')}
      </button>
    </>
  );
}

function Running({
  heat,
  step,
  ofClass,
}: {
  readonly heat: Heat;
  readonly step: Step;
  readonly ofClass: ClassId | null;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { view, decide, mayDecide } = useDay();
  useNow(TICK_MS);
  const now = Date.now();
  const runners = inClass(view, ofClass).filter((pupil) => isRunner(pupil, heat.item));
  const inAt = new Map(heat.taps.map((each) => [each.subject, each.at]));
  const out = runners.filter(({ subject }) => !inAt.has(subject));
  const tap = (pupil: TestDayPupilView | null): void => {
    const at = Date.now();
    const attempt = AttemptId.parse(newUuid());
    const made = { attempt, subject: pupil?.subject ?? null, tag: pupil === null ? '' : numberOf(pupil), at };
    if (!mayDecide || !canTap(heat, made)) return;
    step({ kind: 'tapped', ...made });
    const time = clockText(at - heat.startedAt);
    const raw =
      pupil === null
        ? t('testDay.watch.rawUnknown', { time })
        : t('testDay.watch.raw', { tag: made.tag, time });
    decide(entered(heat, made, raw));
  };
  const undo = (attempt: AttemptId): void => {
    step({ kind: 'undone', attempt });
    decide({ kind: 'voided', attempt, reason: t('testDay.reason.undo') });
  };
  // The time that will count: the standard may round up from what the clock showed.
  const timeOf = ({ subject }: TestDayPupilView): string | undefined => {
    const at = inAt.get(subject);
    const rounding = view.plan.rules[heat.item]?.rounding;
    return at === undefined
      ? undefined
      : officialTime({ item: heat.item, elapsedMs: at - heat.startedAt, rounding });
  };
  const early = now < earliestFinish(heat);
  return (
    <>
      <header className={styles.clock} data-testid="watch-clock">
        <b className="number">{clockText((heat.endedAt ?? now) - heat.startedAt)}</b>
        <span>
          {itemName(heat.item, language)} ·{' '}
          {t('testDay.watch.finished', { done: runners.length - out.length, total: runners.length })}
        </span>
      </header>
      <TapList taps={heat.taps.slice(-1)} heat={heat} onUndo={undo} />
      {heat.endedAt === null ? (
        <>
          <p className={styles.hint}>
            {early
              ? t('testDay.watch.early', { at: clockText(ITEMS[heat.item].min * 1_000) })
              : t('testDay.watch.running')}
          </p>
          <div className={styles.bibs}>
            {runners.map((pupil) => (
              // A number keeps its place when it is in: the next tap must not land on a neighbour.
              <button
                type="button"
                key={pupil.subject}
                disabled={early || inAt.has(pupil.subject)}
                data-testid="bib"
                data-seat={pupil.seat}
                data-in={inAt.has(pupil.subject)}
                onClick={() => tap(pupil)}
              >
                <b className="number">{numberOf(pupil)}</b>
                <span className="number">{timeOf(pupil) ?? pupil.name}</span>
              </button>
            ))}
            <button
              type="button"
              className={styles.unknown}
              disabled={early}
              data-testid="bib-unknown"
              onClick={() => tap(null)}
            >
              <b>?</b>
              <span>{t('testDay.watch.unknown')}</span>
            </button>
          </div>
        </>
      ) : null}
      <TapList taps={heat.taps.slice(0, -1)} heat={heat} onUndo={undo} />
      <Ending heat={heat} step={step} out={out.length} />
    </>
  );
}

/** Does the item and is not excused from it. */
function isRunner(pupil: TestDayPupilView, item: ItemKey): boolean {
  const result = resultOf(pupil, item);
  return result !== undefined && (result.state === 'due' || result.state === 'done');
}

/** What is written large: the bib where it is short, else the seat. */
const numberOf = ({ tag, seat }: TestDayPupilView): string =>
  tag !== null && tag.length <= 4 ? tag : String(seat);
