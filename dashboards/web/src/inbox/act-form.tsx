import { type AccountId, WarningAct, type WarningView } from '@tizhi/contracts';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Choices } from '../test-days/choices.tsx';
import styles from './act-bar.module.css';
import { useInbox } from './inbox-context.ts';
import { type PersonAct, receivers } from './warning-life.ts';

const OUTCOMES = ['helped', 'referred', 'not_confirmed', 'no_action'] as const;
type Outcome = (typeof OUTCOMES)[number];
const MAX_NOTE = 1_000;

/** What an act needs besides the tap: a sentence, an outcome, a person. */
export function ActForm({
  kind,
  view,
  onMake,
  onCancel,
}: {
  readonly kind: PersonAct;
  readonly view: WarningView;
  readonly onMake: (act: WarningAct) => void;
  readonly onCancel: () => void;
}) {
  const { t } = useTranslation();
  const { people, session } = useInbox();
  const noteId = useId();
  const [note, setNote] = useState('');
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [to, setTo] = useState<AccountId | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const optional = kind === 'hand_over' || kind === 'acknowledge';

  const submit = (): void => {
    const written = note.trim();
    if ((kind === 'resolve' && outcome === null) || (kind === 'hand_over' && to === null)) {
      setProblem(t('inbox.form.needChoice'));
      return;
    }
    const act = WarningAct.safeParse({
      kind,
      note: written === '' && optional ? null : written,
      ...(kind === 'resolve' ? { outcome } : {}),
      ...(kind === 'hand_over' ? { to } : {}),
    });
    if (act.success) onMake(act.data);
    else setProblem(t('inbox.form.needNote'));
  };

  return (
    <form
      className={styles.form}
      data-testid="warning-form"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          onCancel();
        }
      }}
    >
      <h4>
        <label htmlFor={noteId}>{kind === 'acknowledge' ? '' : t(`inbox.form.${kind}`)}</label>
      </h4>
      {kind === 'resolve' ? (
        <Choices
          label={t('inbox.form.resolve')}
          options={OUTCOMES.map((value) => ({ value, text: t(`inbox.outcome.${value}`) }))}
          chosen={outcome}
          onChoose={setOutcome}
          testId="outcome"
        />
      ) : null}
      {kind === 'hand_over' ? (
        <Choices
          label={t('inbox.form.hand_over')}
          options={receivers(view, { people, account: session.account }).map(({ account, name, role }) => ({
            value: account,
            text: `${name} · ${t(`role.${role}`)}`,
          }))}
          chosen={to}
          onChoose={setTo}
          testId="person"
        />
      ) : null}
      <Input.TextArea
        id={noteId}
        autoFocus={!optional && kind !== 'resolve'}
        autoSize={{ minRows: 2, maxRows: 5 }}
        maxLength={MAX_NOTE}
        value={note}
        placeholder={optional ? t('inbox.form.optional') : t('inbox.form.noteHint')}
        data-testid="warning-note-text"
        onChange={(event) => setNote(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
        }}
      />
      {problem === null ? null : (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
      <div className={styles.ways}>
        <Button size="large" onClick={onCancel}>
          {t('inbox.form.cancel')}
        </Button>
        <Button size="large" type="primary" htmlType="submit" data-testid="warning-send">
          {t('inbox.form.send')}
        </Button>
      </div>
    </form>
  );
}
