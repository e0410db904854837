import { type EvidenceResponse, Programme } from '@tizhi/contracts';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ANYTHING } from '../api/request.ts';
import { ROUTES } from '../api/routes.ts';
import { newUuid } from '../api/uuid.ts';
import { useApi } from '../session/session-context.ts';
import { useProblemText } from '../shell/problem-text.ts';
import { LabelledInput } from '../test-days/labelled-input.tsx';
import styles from './evidence-page.module.css';

/** Writes down which classes did what and when. */
export function ProgrammeForm({
  classes,
  onClose,
}: {
  readonly classes: EvidenceResponse['classes'];
  readonly onClose: (saved: 'saved' | 'not') => void;
}) {
  const { t } = useTranslation();
  const { ask } = useApi();
  const problemText = useProblemText({ byItself: false });
  const [id] = useState(newUuid);
  const [draft, setDraft] = useState({ name: '', from: '', to: '', classes: [] as string[] });
  const [problem, setProblem] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);

  const save = async (): Promise<void> => {
    const body = Programme.safeParse({ id, ...draft });
    if (!body.success) return setProblem(t('evidence.effects.bad'));
    setSaving(true);
    const answer = await ask({ path: ROUTES.programmes, method: 'POST', body: body.data, schema: ANYTHING });
    setSaving(false);
    if (answer.ok) onClose('saved');
    else setProblem(problemText(answer.problem));
  };
  return (
    <form
      className={styles.form}
      data-testid="programme-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <LabelledInput
        label={t('evidence.effects.name')}
        placeholder={t('evidence.effects.nameHint')}
        maxLength={60}
        value={draft.name}
        onChange={(event) => setDraft({ ...draft, name: event.target.value })}
      />
      <div className={styles.dates}>
        {(['from', 'to'] as const).map((day) => (
          <LabelledInput
            key={day}
            type="date"
            label={t(`evidence.effects.${day}`)}
            value={draft[day]}
            onChange={(event) => setDraft({ ...draft, [day]: event.target.value })}
          />
        ))}
      </div>
      <Select
        mode="multiple"
        size="large"
        aria-label={t('evidence.effects.classes')}
        placeholder={t('evidence.effects.classes')}
        optionFilterProp="label"
        value={draft.classes}
        onChange={(chosen) => setDraft({ ...draft, classes: chosen })}
        options={classes.map((own) => ({ value: own.class, label: own.name }))}
      />
      {problem === null ? null : <p role="alert">{problem}</p>}
      <div className={styles.ways}>
        <Button onClick={() => onClose('not')}>{t('evidence.effects.cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={saving} data-testid="programme-save">
          {t('evidence.effects.save')}
        </Button>
      </div>
    </form>
  );
}
