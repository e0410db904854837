import { HealthAnswerKey, HealthAnswers, HealthQuestions, type SubjectId } from '@tizhi/contracts';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ANYTHING } from '../api/request.ts';
import { ROUTES } from '../api/routes.ts';
import { usePolled } from '../api/use-polled.ts';
import { useSubmit } from '../api/use-submit.ts';
import { useLanguage } from '../i18n/index.ts';
import { useProblemText } from '../shell/problem-text.ts';
import { LabelledInput } from '../test-days/labelled-input.tsx';
import styles from './answers-form.module.css';
import { today } from './dates.ts';

const HOUR_MS = 3_600_000;

/** The parents' answers before a plan, each yes, no, or still open: an open one is never taken for a no. */
export function AnswersForm({
  subject,
  answers,
  onSaved,
}: {
  readonly subject: SubjectId;
  readonly answers: HealthAnswers | null;
  readonly onSaved: () => void;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  const problemText = useProblemText({ byItself: false });
  const { value } = usePolled({
    path: ROUTES.healthQuestions,
    schema: HealthQuestions,
    everyMs: HOUR_MS,
  });
  const { busy, problem, submit } = useSubmit();
  const [given, setGiven] = useState<HealthAnswers['answers']>(answers?.answers ?? {});
  const [answeredOn, setAnsweredOn] = useState(today);
  const [saved, setSaved] = useState(false);
  const questions = (value?.questions ?? []).flatMap((question) => {
    const key = HealthAnswerKey.safeParse(question.key);
    return key.success ? [{ ...question, key: key.data }] : [];
  });
  const left = questions.filter(({ key }) => given[key] === undefined).length;

  const answer = (key: HealthAnswerKey, yes: boolean): void => {
    setSaved(false);
    // The same button again takes the answer back.
    setGiven(({ [key]: before, ...others }) => (before === yes ? others : { ...others, [key]: yes }));
  };
  const save = async (): Promise<void> => {
    const body = HealthAnswers.parse({ answeredOn, answers: given });
    const stored = await submit({
      path: ROUTES.healthAnswers(subject),
      method: 'PUT',
      body,
      schema: ANYTHING,
    });
    setSaved(stored.ok);
    if (stored.ok) onSaved();
  };

  return (
    <form
      className={styles.form}
      data-testid="health-answers"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <p className={styles.intro}>
        {t('plan.answers.intro')}{' '}
        <b data-testid="answers-left">
          {left === 0 ? t('plan.answers.complete') : t('plan.answers.left', { count: left })}
        </b>
      </p>
      <ul>
        {questions.map(({ key, text }) => (
          <li key={key}>
            <fieldset data-testid="health-question" data-key={key}>
              <legend>{text[language]}</legend>
              {([true, false] as const).map((yes) => (
                <button
                  key={String(yes)}
                  type="button"
                  aria-pressed={given[key] === yes}
                  data-value={yes ? 'yes' : 'no'}
                  onClick={() => answer(key, yes)}
                >
                  {t(yes ? 'plan.answers.yes' : 'plan.answers.no')}
                </button>
              ))}
            </fieldset>
          </li>
        ))}
      </ul>
      <div className={styles.foot}>
        <LabelledInput
          type="date"
          label={t('plan.answers.answeredOn')}
          value={answeredOn}
          max={today()}
          onChange={(event) => setAnsweredOn(event.target.value)}
        />
        <Button
          type="primary"
          size="large"
          htmlType="submit"
          loading={busy}
          disabled={answeredOn === ''}
          data-testid="save-answers"
        >
          {t('plan.answers.save')}
        </Button>
        {saved ? <p role="status">{t('plan.answers.saved')}</p> : null}
        {problem === null ? null : (
          <p role="alert" className={styles.problem}>
            {problemText(problem)}
          </p>
        )}
      </div>
    </form>
  );
}
