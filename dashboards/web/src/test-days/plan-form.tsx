import { type ClassId, ClassList, TestDayPlan } from '@tizhi/contracts';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ROUTES } from '../api/routes.ts';
import { usePolled } from '../api/use-polled.ts';
import { useApi } from '../session/session-context.ts';
import { useProblemText } from '../shell/problem-text.ts';
import { Choices } from './choices.tsx';
import frame from './form.module.css';
import { LabelledInput } from './labelled-input.tsx';
import { newTestDay, type PlanDraft, requestOf, todayInChina } from './plan.ts';
import styles from './plan-form.module.css';
import { StationRows } from './station-rows.tsx';

const CLASSES_EVERY_MS = 60_000;

/** Plans a test day: what it is called, when, who, and which station measures what. */
export function PlanForm({ onCancel }: { readonly onCancel: () => void }) {
  const { t } = useTranslation();
  const { ask } = useApi();
  const problemText = useProblemText();
  const navigate = useNavigate();
  const [draft, setDraft] = useState<PlanDraft>(() => ({
    name: '',
    date: todayInChina(Date.now()),
    kind: 'regular',
    classes: [],
    stations: [],
  }));
  const [testDay] = useState(() => newTestDay(draft.date));
  const [problem, setProblem] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  const save = async (): Promise<void> => {
    const body = requestOf(draft, testDay);
    if (body === null) return setProblem(t('testDay.form.bad'));
    setSaving(true);
    const answer = await ask({ path: ROUTES.testDays, method: 'POST', body, schema: TestDayPlan });
    setSaving(false);
    if (!answer.ok) return setProblem(problemText(answer.problem));
    void navigate(`/test-days/${answer.value.testDay}`);
  };
  return (
    <form
      className={`${styles.form} ${frame.form}`}
      data-testid="plan-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <div className={styles.row}>
        <LabelledInput
          label={t('testDay.form.name')}
          maxLength={100}
          placeholder={t('testDay.form.nameHint')}
          value={draft.name}
          data-testid="plan-name"
          onChange={(event) => setDraft({ ...draft, name: event.target.value })}
        />
        <LabelledInput
          label={t('testDay.form.date')}
          type="date"
          value={draft.date}
          onChange={(event) => setDraft({ ...draft, date: event.target.value })}
        />
      </div>
      <Choices
        label={t('testDay.form.kind')}
        options={[
          { value: 'regular', text: t('testDay.form.regular') },
          { value: 'make_up', text: t('testDay.makeUp') },
        ]}
        chosen={draft.kind}
        onChoose={(kind) => setDraft({ ...draft, kind })}
      />
      <ClassChoice chosen={draft.classes} onChange={(classes) => setDraft({ ...draft, classes })} />
      <StationRows rows={draft.stations} onChange={(stations) => setDraft({ ...draft, stations })} />
      {problem === null ? null : <p role="alert">{problem}</p>}
      <div className={frame.ways}>
        <Button onClick={onCancel}>{t('testDay.form.cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={saving} data-testid="plan-save">
          {t('testDay.form.save')}
        </Button>
      </div>
    </form>
  );
}

function ClassChoice({
  chosen,
  onChange,
}: {
  readonly chosen: readonly ClassId[];
  readonly onChange: (classes: readonly ClassId[]) => void;
}) {
  const { t } = useTranslation();
  const { value } = usePolled({ path: ROUTES.classes, schema: ClassList, everyMs: CLASSES_EVERY_MS });
  const classes = value?.classes ?? [];
  return (
    <section>
      <h3>{t('testDay.form.classes')}</h3>
      {value !== null && classes.length === 0 ? <p>{t('testDay.form.noClasses')}</p> : null}
      <Choices
        label={t('testDay.form.classes')}
        testId="plan-class"
        options={classes.map((each) => ({
          value: each.class,
          text: `${each.name} · ${t('testDay.pupils', { count: each.pupils })}`,
        }))}
        chosen={chosen}
        onChoose={(id) =>
          onChange(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id])
        }
      />
    </section>
  );
}
