import { EvidenceResponse, type Grade } from '@tizhi/contracts';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ROUTES } from '../api/routes.ts';
import { usePolled } from '../api/use-polled.ts';
import { saveFile } from '../certificate/save-file.ts';
import { useApi } from '../session/session-context.ts';
import { Loading } from '../shell/loading.tsx';
import { Message } from '../shell/message.tsx';
import { NotAllowedPage } from '../shell/not-allowed-page.tsx';
import { useProblemText } from '../shell/problem-text.ts';
import { EffectsCard } from './effects-card.tsx';
import { evidenceCsv } from './evidence-csv.ts';
import styles from './evidence-page.module.css';
import { DragsCard, ItemsCard, LevelsCard, TrendsCard } from './group-cards.tsx';
import { useEvidenceWords } from './use-evidence-words.ts';

/** Each reading is noted in the audit log: only when somebody comes, chooses or changes something. */
const EVERY_MS = 3_600_000;

/** What the school's tests say about its groups. */
export function EvidencePage() {
  const { t } = useTranslation();
  const { state } = useApi();
  const problemText = useProblemText();
  const [schoolYear, setSchoolYear] = useState<number | null>(null);
  const [grade, setGrade] = useState<Grade | null>(null);
  const { value, problem, reload } = usePolled({
    path: ROUTES.evidence({ schoolYear, grade }),
    schema: EvidenceResponse,
    everyMs: EVERY_MS,
  });
  const words = useEvidenceWords(value?.classes ?? []);
  if (state.kind !== 'signed-in') return <Loading />;
  if (state.session.role === 'nurse') return <NotAllowedPage />;
  if (value === null) {
    if (problem === null) return <Loading />;
    return <Message title={t('stream.connecting')} body={problemText(problem)} />;
  }
  if (value.schoolYear === null) return <Message title={t('evidence.none')} body={t('evidence.noneBody')} />;
  return (
    <div className={styles.page} data-testid="evidence-page">
      <header className={styles.header}>
        <h1>{t('evidence.title')}</h1>
        <Select<number>
          aria-label={t('evidence.schoolYear')}
          popupMatchSelectWidth={false}
          value={value.schoolYear}
          onChange={(year) => {
            // A grade of one year need not have been tested in another.
            setGrade(null);
            setSchoolYear(year);
          }}
          options={value.schoolYears.toReversed().map((year) => ({ value: year, label: words.year(year) }))}
        />
        <Select<Grade | 'all'>
          aria-label={t('evidence.grade')}
          popupMatchSelectWidth={false}
          value={grade ?? 'all'}
          onChange={(chosen) => setGrade(chosen === 'all' ? null : chosen)}
          options={[
            { value: 'all', label: t('evidence.allGrades') },
            ...value.grades.map((each) => ({
              value: each,
              label: t('evidence.gradeName', { grade: each }),
            })),
          ]}
        />
        <Button
          data-testid="evidence-download"
          onClick={() =>
            saveFile(
              `evidence-${value.schoolYear}${grade === null ? '' : `-${grade}`}.csv`,
              evidenceCsv(value, words),
            )
          }
        >
          {t('evidence.download')}
        </Button>
        <p>
          {t('evidence.intro')} {t('evidence.hiddenNote')}
        </p>
      </header>
      <LevelsCard evidence={value} words={words} />
      <DragsCard evidence={value} words={words} />
      <ItemsCard evidence={value} words={words} />
      <TrendsCard evidence={value} words={words} />
      <EffectsCard evidence={value} words={words} onChanged={reload} />
    </div>
  );
}
