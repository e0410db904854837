import { ClassList, DisplayList } from '@tizhi/contracts';
import { useTranslation } from 'react-i18next';
import { ROUTES } from '../api/routes.ts';
import { usePolled } from '../api/use-polled.ts';
import { useApi } from '../session/session-context.ts';
import { Loading } from '../shell/loading.tsx';
import { Message } from '../shell/message.tsx';
import { useProblemText } from '../shell/problem-text.ts';
import { DisplayCard } from './display-card.tsx';
import { DisplayForm } from './display-form.tsx';
import styles from './displays-page.module.css';
import { LabelsCard } from './labels-card.tsx';

const EVERY_MS = 30_000;
const HOUR_MS = 3_600_000;

/** The screens on the school's walls, and what pupils are called on them. */
export function DisplaysPage() {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const { state } = useApi();
  const classes = usePolled({ path: ROUTES.classes, schema: ClassList, everyMs: HOUR_MS });
  const { value, problem, reload } = usePolled({
    path: ROUTES.displays,
    schema: DisplayList,
    everyMs: EVERY_MS,
  });
  if (value === null || classes.value === null) {
    const why = problem ?? classes.problem;
    if (why === null) return <Loading />;
    return <Message title={t('problem.title')} body={problemText(why)} />;
  }
  const all = classes.value.classes;
  return (
    <div className={styles.page}>
      <h1>{t('displays.title')}</h1>
      <p className={styles.intro}>{t('displays.intro')}</p>
      <DisplayForm classes={all} onMade={reload} />
      {value.displays.length === 0 ? <p className={styles.none}>{t('displays.none')}</p> : null}
      <ul className={styles.list}>
        {value.displays.map((display) => (
          <DisplayCard
            key={display.display}
            display={display}
            className={all.find((each) => each.class === display.class)?.name ?? display.class}
            onRemoved={reload}
          />
        ))}
      </ul>
      {state.kind === 'signed-in' && state.session.role === 'teacher' ? <LabelsCard classes={all} /> : null}
    </div>
  );
}
