import { ExportCheck } from '@tizhi/contracts';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { download } from '../api/download.ts';
import { ROUTES } from '../api/routes.ts';
import { saveBlob } from '../certificate/save-file.ts';
import { useLanguage } from '../i18n/index.ts';
import { useApi } from '../session/session-context.ts';
import { Icon } from '../shell/icons.tsx';
import { useProblemText } from '../shell/problem-text.ts';
import { dayOf, timeOfDay } from '../time/format.ts';
import { useDay } from './day-context.ts';
import { type ExportDraft, exportQuery, USUAL_EXPORT } from './export-draft.ts';
import { ExportForm } from './export-form.tsx';
import { DifferenceList, ProblemList } from './export-lists.tsx';
import styles from './export-panel.module.css';

/** What was found, and for which choices: other choices ask for another look. */
type Found = { readonly draft: ExportDraft; readonly check: ExportCheck };

/** The national file of the day: looked at first, then made; nothing while one cell would be refused. */
export function ExportPanel() {
  const { t } = useTranslation();
  const { ask } = useApi();
  const problemText = useProblemText();
  const { testDay } = useDay().view.plan;
  const [draft, setDraft] = useState(USUAL_EXPORT);
  const [found, setFound] = useState<Found | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [saved, setSaved] = useState<string | null>(null);
  const check = async (): Promise<void> => {
    setBusy(true);
    const answer = await ask({
      path: ROUTES.exportCheck(testDay, exportQuery(draft)),
      schema: ExportCheck,
    });
    setBusy(false);
    setProblem(answer.ok ? null : problemText(answer.problem));
    setFound(answer.ok ? { draft, check: answer.value } : null);
  };
  const save = async (): Promise<void> => {
    setBusy(true);
    const answer = await download(ROUTES.exportFile(testDay, exportQuery(draft)));
    setBusy(false);
    if (!answer.ok) return setProblem(problemText(answer.problem));
    const name = `${testDay}.${draft.format}`;
    saveBlob(name, answer.value);
    setProblem(null);
    setSaved(name);
    setFound(null);
  };
  const change = (next: ExportDraft): void => {
    setDraft(next);
    setFound(null);
    setSaved(null);
  };
  return (
    <div className={styles.panel} data-testid="export">
      <ExportForm draft={draft} onChange={change} />
      <div className={styles.acts}>
        <Button size="large" loading={busy} data-testid="export-check" onClick={() => void check()}>
          {t('testDay.export.check')}
        </Button>
        <Button
          type="primary"
          size="large"
          icon={<Icon name="download" />}
          loading={busy}
          disabled={found === null || found.check.problemCount > 0}
          data-testid="export-save"
          onClick={() => void save()}
        >
          {t('testDay.export.save')}
        </Button>
      </div>
      {found === null && saved === null ? <p className={styles.soft}>{t('testDay.export.first')}</p> : null}
      {problem === null ? null : <p role="alert">{problem}</p>}
      {saved === null ? null : (
        <p data-testid="export-saved" className={styles.good}>
          {t('testDay.export.saved', { name: saved })}
        </p>
      )}
      {found === null ? null : <Finding check={found.check} />}
    </div>
  );
}

function Finding({ check }: { readonly check: ExportCheck }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { rows, problemCount, lastAt } = check;
  return (
    <>
      {problemCount === 0 ? (
        <p className={styles.good} data-testid="export-good">
          {t('testDay.export.good', { count: rows })}
        </p>
      ) : (
        <ProblemList check={check} />
      )}
      {lastAt === null ? (
        <p className={styles.soft}>{t('testDay.export.never')}</p>
      ) : (
        <DifferenceList check={check} last={`${dayOf(lastAt, language)} ${timeOfDay(lastAt, false)}`} />
      )}
    </>
  );
}
