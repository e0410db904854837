import { HealthQuestions, type Prescription } from '@tizhi/contracts';
import { useTranslation } from 'react-i18next';
import { ROUTES } from '../api/routes.ts';
import { usePolled } from '../api/use-polled.ts';
import { useLanguage } from '../i18n/index.ts';
import { listText } from '../test-days/grid.ts';
import styles from './plan-section.module.css';
import { BecauseText } from './why.tsx';

const HOUR_MS = 3_600_000;

/** Why there is no plan: somebody has to be asked first, or there is nothing to go by yet. */
export function ReferView({ content }: { readonly content: Exclude<Prescription, { kind: 'plan' }> }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { value } = usePolled({ path: ROUTES.healthQuestions, schema: HealthQuestions, everyMs: HOUR_MS });
  if (content.kind === 'none') return <p>{t(`plan.noneReason.${content.reason}`)}</p>;
  const texts = content.answers.map(
    (key) => value?.questions.find((question) => question.key === key)?.text[language] ?? key,
  );
  return (
    <div className={styles.refer} data-testid="refer" data-action={content.action}>
      <h4>{t(`plan.refer.${content.action}`)}</h4>
      {texts.length === 0 ? null : <p>{t('plan.refer.answers', { answers: listText(texts, language) })}</p>}
      <BecauseText because={content.because} />
    </div>
  );
}
