import { RosterImported, RosterPreview } from '@tizhi/contracts';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ROUTES } from '../api/routes.ts';
import { useApi } from '../session/session-context.ts';
import { Icon } from '../shell/icons.tsx';
import { NotAllowedPage } from '../shell/not-allowed-page.tsx';
import { useProblemText } from '../shell/problem-text.ts';
import { NoticeTable } from './notice-table.tsx';
import { PreviewCard } from './preview-card.tsx';
import styles from './roster-page.module.css';

/** Where an import stands. */
type Step =
  | { readonly kind: 'choosing' }
  | { readonly kind: 'reading' }
  | { readonly kind: 'failed'; readonly text: string }
  | { readonly kind: 'preview'; readonly file: File; readonly preview: RosterPreview }
  | { readonly kind: 'done'; readonly imported: RosterImported };

/** Pupils and classes from a file: looked at first, then imported whole or not at all. */
export function RosterPage() {
  const { t } = useTranslation();
  const { ask, state } = useApi();
  const problemText = useProblemText();
  const [step, setStep] = useState<Step>({ kind: 'choosing' });
  const input = useRef<HTMLInputElement>(null);
  if (state.kind === 'signed-in' && state.session.role === 'nurse') return <NotAllowedPage />;

  const look = async (file: File): Promise<void> => {
    setStep({ kind: 'reading' });
    const path = ROUTES.rosterPreview(file.name);
    const answer = await ask({ path, method: 'POST', bytes: file, schema: RosterPreview });
    setStep(
      answer.ok
        ? { kind: 'preview', file, preview: answer.value }
        : { kind: 'failed', text: problemText(answer.problem) },
    );
  };
  const confirm = async ({ file, preview }: Extract<Step, { kind: 'preview' }>): Promise<void> => {
    setStep({ kind: 'reading' });
    const path = ROUTES.rosterImport({ name: file.name, digest: preview.digest });
    const answer = await ask({ path, method: 'POST', bytes: file, schema: RosterImported });
    setStep(
      answer.ok
        ? { kind: 'done', imported: answer.value }
        : { kind: 'failed', text: problemText(answer.problem) },
    );
  };

  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <h1>{t('roster.title')}</h1>
        <p>{t('roster.hint')}</p>
      </header>
      <input
        ref={input}
        type="file"
        hidden
        accept=".xls,.xlsx,.csv"
        aria-label={t('roster.choose')}
        data-testid="roster-file"
        onChange={(event) => {
          const file = event.target.files?.[0];
          // The same file, mended, can be chosen again.
          event.target.value = '';
          if (file !== undefined) void look(file);
        }}
      />
      <Button
        size="large"
        type={step.kind === 'preview' && step.preview.importable ? 'default' : 'primary'}
        icon={<Icon name="add" />}
        loading={step.kind === 'reading'}
        onClick={() => input.current?.click()}
      >
        {t(
          step.kind === 'done'
            ? 'roster.another'
            : step.kind === 'reading'
              ? 'roster.reading'
              : 'roster.choose',
        )}
      </Button>
      {step.kind === 'failed' ? (
        <p role="alert" className={styles.failed}>
          {step.text}
        </p>
      ) : null}
      {step.kind === 'done' ? (
        <p className={styles.done} data-testid="roster-done">
          <Icon name="check" /> {t('roster.imported', step.imported)}
        </p>
      ) : null}
      {step.kind === 'preview' ? (
        <>
          <PreviewCard name={step.file.name} preview={step.preview} onConfirm={() => void confirm(step)} />
          <NoticeTable
            title={t('roster.errors', { count: step.preview.errorCount })}
            count={step.preview.errorCount}
            notices={step.preview.errors}
          />
          <NoticeTable
            title={t('roster.warnings', { count: step.preview.warningCount })}
            count={step.preview.warningCount}
            notices={step.preview.warnings}
          />
        </>
      ) : null}
    </div>
  );
}
