import {
  type ClassId,
  type ClassList,
  PrescriptionList,
  type PrescriptionRow,
  WallLabelRequest,
} from '@tizhi/contracts';
import { Button, Input, Select } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ANYTHING } from '../api/request.ts';
import { ROUTES } from '../api/routes.ts';
import { usePolled } from '../api/use-polled.ts';
import { useSubmit } from '../api/use-submit.ts';
import { useProblemText } from '../shell/problem-text.ts';
import styles from './displays-page.module.css';

const HOUR_MS = 3_600_000;

/** What each pupil of a class is called on its walls. */
export function LabelsCard({ classes }: { readonly classes: ClassList['classes'] }) {
  const { t } = useTranslation();
  const [of, setOf] = useState<ClassId | null>(null);
  return (
    <section className={styles.labels}>
      <header>
        <h2>{t('displays.labels')}</h2>
        <Select<ClassId>
          aria-label={t('displays.class')}
          placeholder={t('displays.class')}
          popupMatchSelectWidth={false}
          {...(of === null ? {} : { value: of })}
          onChange={setOf}
          data-testid="labels-class"
          options={classes.map((each) => ({ value: each.class, label: each.name }))}
        />
      </header>
      <p className={styles.intro}>{t('displays.labelsIntro')}</p>
      {of === null ? null : <Labels key={of} of={of} />}
    </section>
  );
}

function Labels({ of }: { readonly of: ClassId }) {
  const { value } = usePolled({
    path: ROUTES.prescriptions({ of, purpose: 'teaching' }),
    schema: PrescriptionList,
    everyMs: HOUR_MS,
  });
  return (
    <ul>
      {value?.rows.map((row) => (
        <LabelRow key={row.pupil.subject} row={row} />
      ))}
    </ul>
  );
}

function LabelRow({ row: { pupil, wallLabel } }: { readonly row: PrescriptionRow }) {
  const { t } = useTranslation();
  const id = useId();
  const problemText = useProblemText({ byItself: false });
  const { busy, problem, submit } = useSubmit();
  const [text, setText] = useState(wallLabel ?? '');
  const [saved, setSaved] = useState<string>(wallLabel ?? '');
  const label = text.trim() === '' ? null : text.trim();
  const request = WallLabelRequest.safeParse({ label });
  const save = async (): Promise<void> => {
    const answer = await submit({
      path: ROUTES.wallLabel(pupil.subject),
      method: 'PUT',
      body: request.data,
      schema: ANYTHING,
    });
    if (answer.ok) setSaved(text);
  };
  return (
    <li data-testid="wall-label">
      <label htmlFor={id}>
        <b className="number">{pupil.seat}</b> {pupil.name}
      </label>
      <Input
        id={id}
        value={text}
        maxLength={12}
        placeholder={t('displays.off')}
        status={request.success ? '' : 'error'}
        aria-label={t('displays.label', { name: pupil.name })}
        onChange={(event) => setText(event.target.value)}
        onPressEnter={() => {
          if (request.success) void save();
        }}
      />
      <Button
        loading={busy}
        disabled={!request.success || text === saved}
        data-testid="save-label"
        onClick={() => void save()}
      >
        {t('displays.save')}
      </Button>
      {request.success ? null : <small role="alert">{t('displays.bad')}</small>}
      {problem === null ? null : <small role="alert">{problemText(problem)}</small>}
    </li>
  );
}
