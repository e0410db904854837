import type { ClassId, TestDayPupilView } from '@tizhi/contracts';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/index.ts';
import { Icon } from '../shell/icons.tsx';
import styles from './bib-panel.module.css';
import { type BibDraft, givingOf, losers, MAX_BIB, numbered } from './bibs.ts';
import { ClassPicker } from './class-picker.tsx';
import { useDay } from './day-context.ts';
import { inClass, listText } from './grid.ts';

const NOTHING: BibDraft = new Map();

/** Which bib (or card) names whom today: to give, to change, and to print as a list. */
export function BibPanel() {
  const { t } = useTranslation();
  const { view, mayDecide, decide } = useDay();
  const [chosen, setChosen] = useState<ClassId | null>(view.pupils[0]?.class ?? null);
  const [draft, setDraft] = useState(NOTHING);
  const pupils = inClass(view, chosen);
  const giving = givingOf(pupils, draft);
  const save = (): void => {
    if (!giving.ok || giving.decisions.length === 0) return;
    decide(...giving.decisions);
    setDraft(NOTHING);
  };
  return (
    <form
      className={styles.panel}
      data-testid="bibs"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <header className={styles.head}>
        <ClassPicker
          chosen={chosen}
          onChoose={(next) => {
            setChosen(next);
            setDraft(NOTHING);
          }}
        />
        {mayDecide ? <InOrder onNumber={(first) => setDraft(numbered(pupils, first))} /> : null}
        <Button icon={<Icon name="print" />} onClick={() => window.print()} data-testid="bib-print">
          {t('testDay.bibs.print')}
        </Button>
      </header>
      <p className={styles.hint}>{t('testDay.bibs.hint')}</p>
      <BibList pupils={pupils} draft={draft} onChange={mayDecide ? setDraft : null} />
      {mayDecide ? (
        <footer className={styles.foot}>
          {giving.ok ? <Warning giving={giving.decisions} /> : null}
          {giving.ok ? null : <p role="alert">{t('testDay.bibs.twice', { tag: giving.twice })}</p>}
          <Button
            type="primary"
            size="large"
            htmlType="submit"
            data-testid="bib-save"
            disabled={!giving.ok || giving.decisions.length === 0}
          >
            {t('testDay.bibs.save', { count: giving.ok ? giving.decisions.length : 0 })}
          </Button>
        </footer>
      ) : null}
    </form>
  );
}

/** Numbers a whole class; nothing is given before it is saved. */
function InOrder({ onNumber }: { readonly onNumber: (first: number) => void }) {
  const { t } = useTranslation();
  const [first, setFirst] = useState('1');
  const number = /^\d{1,6}$/.test(first) ? Number(first) : null;
  return (
    <span className={styles.order}>
      <Input
        aria-label={t('testDay.bibs.first')}
        inputMode="numeric"
        value={first}
        data-testid="bib-first"
        onChange={(event) => setFirst(event.target.value.trim())}
      />
      <Button
        disabled={number === null}
        data-testid="bib-number"
        onClick={() => number !== null && onNumber(number)}
      >
        {t('testDay.bibs.inOrder')}
      </Button>
    </span>
  );
}

function Warning({ giving }: { readonly giving: Parameters<typeof losers>[1] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const who = losers(useDay().view.pupils, giving);
  if (who.length === 0) return null;
  const names = listText(
    who.map(({ className, seat, name, tag }) => `${className} ${seat} ${name} (${tag})`),
    language,
  );
  return <p data-testid="bib-losers">{t('testDay.bibs.losers', { names })}</p>;
}

function BibList({
  pupils,
  draft,
  onChange,
}: {
  readonly pupils: readonly TestDayPupilView[];
  readonly draft: BibDraft;
  /** `null`: to read only. */
  readonly onChange: ((draft: BibDraft) => void) | null;
}) {
  const { t } = useTranslation();
  const { plan } = useDay().view;
  return (
    <section className={styles.sheet}>
      <h2>
        {plan.name} <small className="number">{plan.date}</small> {pupils[0]?.className}
      </h2>
      <ol className={styles.list}>
        {pupils.map(({ subject, seat, name, tag }) => (
          <li key={subject} data-testid="bib-row" data-seat={seat}>
            <b className="number">{seat}</b>
            <span>{name}</span>
            <strong className="number" data-testid="bib-now">
              {tag ?? '-'}
            </strong>
            {onChange === null ? null : (
              <Input
                aria-label={t('testDay.bibs.of', { name })}
                maxLength={MAX_BIB}
                placeholder={tag ?? t('testDay.bibs.none')}
                value={draft.get(subject) ?? ''}
                data-testid="bib-new"
                onChange={(event) => onChange(new Map([...draft, [subject, event.target.value]]))}
              />
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
