import { ITEMS, type StationView, TestDayList, TestDayPlan, UNITS } from '@tizhi/contracts';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ROUTES } from '../api/routes.ts';
import { useLanguage } from '../i18n/index.ts';
import { useApi } from '../session/session-context.ts';
import { useProblemText } from '../shell/problem-text.ts';
import { useDay } from './day-context.ts';
import frame from './form.module.css';
import { LabelledInput } from './labelled-input.tsx';
import { placeIn, planWith, readError, type StatedError } from './station-error.ts';
import styles from './station-error-line.module.css';

/** What is stated of a station's error, and the way to state it. */
export function StationErrorLine({ station }: { readonly station: StationView }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { view, mayDecide } = useDay();
  const [editing, setEditing] = useState(false);
  const [saved, setSaved] = useState<StatedError | null>(null);
  // The plan comes with the next reading of the day; what was just saved is known before.
  const { error, errorSource } = saved ?? placeIn(view.plan, station);
  if (editing)
    return (
      <ErrorForm
        station={station}
        stated={{ error, errorSource }}
        onDone={(now) => {
          if (now !== null) setSaved(now);
          setEditing(false);
        }}
      />
    );
  const unit = UNITS[ITEMS[station.item].unit][language];
  return (
    <p className={styles.line} data-testid="station-error">
      <span>
        {error === null
          ? t('testDay.error.unknown')
          : t('testDay.error.stated', {
              error,
              unit,
              source: errorSource ?? t('testDay.trace.unknownSource'),
            })}
      </span>
      {mayDecide ? (
        <button type="button" data-testid="error-edit" onClick={() => setEditing(true)}>
          {t('testDay.error.edit')}
        </button>
      ) : null}
    </p>
  );
}

function ErrorForm({
  station,
  stated,
  onDone,
}: {
  readonly station: StationView;
  readonly stated: StatedError;
  /** What stands now; `null`: nothing was changed. */
  readonly onDone: (stated: StatedError | null) => void;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { ask } = useApi();
  const problemText = useProblemText();
  const { plan } = useDay().view;
  const [text, setText] = useState(stated.error === null ? '' : String(stated.error));
  const [source, setSource] = useState(stated.errorSource ?? '');
  const [problem, setProblem] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  const save = async (): Promise<void> => {
    const read = readError(text, source);
    if (typeof read === 'string') return setProblem(t(`testDay.error.need.${read}`));
    setSaving(true);
    // As it stands now: another station's error may have been stated since this page read the plan.
    const list = await ask({ path: ROUTES.testDays, schema: TestDayList });
    const now = list.ok ? list.value.testDays.find(({ testDay }) => testDay === plan.testDay) : undefined;
    const body = planWith(TestDayPlan.parse(now ?? plan), station, read);
    const answer = await ask({ path: ROUTES.testDays, method: 'POST', body, schema: TestDayPlan });
    setSaving(false);
    if (answer.ok) onDone(read);
    else setProblem(problemText(answer.problem));
  };
  return (
    <form
      className={`${styles.form} ${frame.form}`}
      data-testid="error-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <LabelledInput
        label={t('testDay.error.bound', { unit: UNITS[ITEMS[station.item].unit][language] })}
        hint={t('testDay.error.hint')}
        autoFocus
        inputMode="decimal"
        value={text}
        data-testid="error-bound"
        onChange={(event) => setText(event.target.value)}
      />
      <LabelledInput
        label={t('testDay.error.source')}
        placeholder={t('testDay.error.sourceHint')}
        maxLength={200}
        value={source}
        data-testid="error-source"
        onChange={(event) => setSource(event.target.value)}
      />
      {problem === null ? null : <p role="alert">{problem}</p>}
      <div className={frame.ways}>
        <Button onClick={() => onDone(null)}>{t('testDay.act.cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={saving} data-testid="error-save">
          {t('testDay.act.submit')}
        </Button>
      </div>
    </form>
  );
}
