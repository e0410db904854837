import { type ClassList, DisplayMade, DisplayRequest } from '@tizhi/contracts';
import { Button, Select } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ROUTES } from '../api/routes.ts';
import { useSubmit } from '../api/use-submit.ts';
import { useProblemText } from '../shell/problem-text.ts';
import { LabelledInput } from '../test-days/labelled-input.tsx';
import styles from './displays-page.module.css';

/** Makes a display. Its address is shown this once: the server keeps only a digest of the token. */
export function DisplayForm({
  classes,
  onMade,
}: {
  readonly classes: ClassList['classes'];
  readonly onMade: () => void;
}) {
  const { t } = useTranslation();
  const problemText = useProblemText({ byItself: false });
  const { busy, problem, submit } = useSubmit();
  const classId = useId();
  const [title, setTitle] = useState('');
  const [of, setOf] = useState<string | undefined>(classes[0]?.class);
  const [made, setMade] = useState<DisplayMade | null>(null);
  const request = DisplayRequest.safeParse({ class: of, title });
  const make = async (): Promise<void> => {
    const answer = await submit({
      path: ROUTES.displays,
      method: 'POST',
      body: request.data,
      schema: DisplayMade,
    });
    if (!answer.ok) return;
    setMade(answer.value);
    setTitle('');
    onMade();
  };
  if (made !== null) return <Made made={made} onDone={() => setMade(null)} />;
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (request.success) void make();
      }}
    >
      <LabelledInput
        label={t('displays.name')}
        hint={t('displays.nameHint')}
        value={title}
        maxLength={60}
        data-testid="display-title"
        onChange={(event) => setTitle(event.target.value)}
      />
      <div className={styles.field}>
        <label htmlFor={classId}>{t('displays.class')}</label>
        <Select<string>
          id={classId}
          data-testid="display-class"
          size="large"
          popupMatchSelectWidth={false}
          {...(of === undefined ? {} : { value: of })}
          onChange={setOf}
          options={classes.map((each) => ({ value: each.class, label: each.name }))}
        />
      </div>
      <Button
        type="primary"
        size="large"
        htmlType="submit"
        loading={busy}
        disabled={!request.success}
        data-testid="make-display"
      >
        {t('displays.add')}
      </Button>
      {problem === null ? null : (
        <p role="alert" className={styles.problem}>
          {problemText(problem)}
        </p>
      )}
    </form>
  );
}

function Made({ made, onDone }: { readonly made: DisplayMade; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const address = `${window.location.origin}/wall#${made.token}`;
  const copy = async (): Promise<void> => {
    // Missing without TLS: then the address is marked and copied by hand.
    await navigator.clipboard?.writeText(address);
    setCopied(true);
  };
  return (
    <section className={styles.made} data-testid="display-made">
      <h2>{made.title}</h2>
      <p>{t('displays.made')}</p>
      <code data-testid="display-address">{address}</code>
      <div>
        <Button size="large" type="primary" onClick={() => void copy()}>
          {t(copied ? 'displays.copied' : 'displays.copy')}
        </Button>
        <Button size="large" href={address} target="_blank">
          {t('displays.open')}
        </Button>
        <Button size="large" type="text" onClick={onDone}>
          {t('displays.done')}
        </Button>
      </div>
    </section>
  );
}
