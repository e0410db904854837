import {
  type AttemptView,
  FOULS,
  ITEMS,
  type ItemKey,
  ItemState,
  type SubjectId,
  UNITS,
} from '@tizhi/contracts';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/index.ts';
import styles from './act-form.module.css';
import { type Act, decisionOf, EMPTY_FORM } from './acts.ts';
import { Choices } from './choices.tsx';
import { useDay } from './day-context.ts';
import frame from './form.module.css';
import { LabelledInput } from './labelled-input.tsx';
import { PupilButtons } from './pupil-buttons.tsx';

/** What a person changes, with the reason that stays in the record. */
export function ActPanel({ act, onDone }: { readonly act: Act; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const { decide } = useDay();
  const [form, setForm] = useState(EMPTY_FORM);
  const [problem, setProblem] = useState<string | null>(null);
  const item = 'item' in act ? act.item : act.attempt.item;
  const { min, max } = ITEMS[item];
  const submit = (): void => {
    const decided = decisionOf(act, form, Date.now());
    if (!decided.ok) {
      setProblem(t(`testDay.act.${decided.why}`, { min, max }));
      return;
    }
    decide(decided.decision);
    onDone();
  };
  return (
    <form
      className={`${styles.form} ${frame.form}`}
      data-testid="act-form"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h3>{t(`testDay.act.${act.kind}`)}</h3>
      {act.kind === 'foul' ? (
        <Choices
          label={t('testDay.act.kind')}
          options={FOULS.map((value) => ({ value, text: t(`testDay.foul.${value}`) }))}
          chosen={form.foul}
          onChoose={(foul) => setForm({ ...form, foul })}
        />
      ) : null}
      {act.kind === 'state' ? (
        <Choices
          label={t('testDay.act.newState')}
          options={ItemState.options.map((value) => ({ value, text: t(`testDay.state.${value}`) }))}
          chosen={form.state}
          onChoose={(state) => setForm({ ...form, state })}
        />
      ) : null}
      {act.kind === 'give' ? (
        <Receiver attempt={act.attempt} to={form.to} onTo={(to) => setForm({ ...form, to })} />
      ) : null}
      {act.kind === 'hand' || act.kind === 'correct' ? (
        <ValueField item={item} text={form.text} onText={(text) => setForm({ ...form, text })} />
      ) : null}
      {act.kind === 'hand' ? null : (
        <ReasonField
          kind={act.kind}
          reason={form.reason}
          onReason={(reason) => setForm({ ...form, reason })}
        />
      )}
      {problem === null ? null : <p role="alert">{problem}</p>}
      <div className={frame.ways}>
        <Button onClick={onDone}>{t('testDay.act.cancel')}</Button>
        <Button type="primary" htmlType="submit" data-testid="act-submit">
          {t('testDay.act.submit')}
        </Button>
      </div>
    </form>
  );
}

/** To whom: once chosen, the choice gives way to what is still to be filled in. */
function Receiver({
  attempt: { item, subject },
  to,
  onTo,
}: {
  readonly attempt: AttemptView;
  readonly to: SubjectId | null;
  readonly onTo: (to: SubjectId | null) => void;
}) {
  const { t } = useTranslation();
  const { pupils } = useDay();
  const pupil = to === null ? undefined : pupils.get(to);
  if (pupil === undefined) return <PupilButtons item={item} except={subject} onChoose={onTo} />;
  return (
    <Button size="large" data-testid="receiver" onClick={() => onTo(null)}>
      {t('testDay.act.to')}: {pupil.seat} {pupil.name}
    </Button>
  );
}

function ValueField({
  item,
  text,
  onText,
}: {
  readonly item: ItemKey;
  readonly text: string;
  readonly onText: (text: string) => void;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { unit, min, max } = ITEMS[item];
  const hints = [t('testDay.act.range', { min, max }), unit === 's' ? t('testDay.act.valueHint') : ''];
  return (
    <LabelledInput
      label={t('testDay.act.value', { unit: UNITS[unit][language] })}
      hint={hints.filter(Boolean).join(' · ')}
      autoFocus
      // A time needs the colon, which number pads lack.
      inputMode={unit === 's' ? 'text' : 'decimal'}
      value={text}
      data-testid="act-value"
      onChange={(event) => onText(event.target.value)}
    />
  );
}

function ReasonField({
  kind,
  reason,
  onReason,
}: {
  readonly kind: Exclude<Act['kind'], 'hand'>;
  readonly reason: string;
  readonly onReason: (reason: string) => void;
}) {
  const { t } = useTranslation();
  const usual = t(`testDay.reason.${kind}`);
  return (
    <div>
      <LabelledInput
        label={t('testDay.act.reason')}
        maxLength={300}
        placeholder={kind === 'foul' ? '' : t('testDay.act.reasonHint')}
        value={reason}
        data-testid="act-reason"
        onChange={(event) => onReason(event.target.value)}
      />
      <button
        type="button"
        className={styles.usual}
        data-testid="usual-reason"
        onClick={() => onReason(usual)}
      >
        {usual}
      </button>
    </div>
  );
}
