import { ClassId, ClassList, PrescriptionList } from '@tizhi/contracts';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useNavigate, useParams } from 'react-router';
import { ROUTES } from '../api/routes.ts';
import { usePolled } from '../api/use-polled.ts';
import { useApi } from '../session/session-context.ts';
import { Loading } from '../shell/loading.tsx';
import { Message } from '../shell/message.tsx';
import { useProblemText } from '../shell/problem-text.ts';
import { usualPurpose } from '../story/purpose.ts';
import styles from './class-plans-page.module.css';
import { ConfirmMany } from './confirm-many.tsx';
import { PlanRow } from './plan-row.tsx';

/** Reading again is noted in the audit log: only when something was decided, or a person comes back. */
const EVERY_MS = 3_600_000;

/** Every pupil of a class and where their plan stands; confirmed one by one, or those without a caution. */
export function ClassPlansPage() {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const navigate = useNavigate();
  const { state } = useApi();
  const wanted = ClassId.safeParse(useParams().class);
  const { value, problem } = usePolled({ path: ROUTES.classes, schema: ClassList, everyMs: EVERY_MS });
  if (value === null) {
    if (problem === null) return <Loading />;
    return <Message title={t('stream.connecting')} body={problemText(problem)} />;
  }
  const [first] = value.classes;
  if (first === undefined) return <Message title={t('plan.classTitle')} body={t('plan.list.noClass')} />;
  if (!wanted.success) return <Navigate to={`/classes/${first.class}/prescriptions`} replace />;
  const role = state.kind === 'signed-in' ? state.session.role : 'nurse';
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <h1>{t('plan.classTitle')}</h1>
        <Select<ClassId>
          aria-label={t('plan.list.class')}
          popupMatchSelectWidth={false}
          value={wanted.data}
          onChange={(chosen) => void navigate(`/classes/${chosen}/prescriptions`)}
          options={value.classes.map((each) => ({ value: each.class, label: each.name }))}
        />
        {role !== 'teacher' ? null : <Link to="/displays">{t('plan.list.walls')}</Link>}
      </header>
      <PlansOfClass key={wanted.data} of={wanted.data} role={role} />
    </div>
  );
}

function PlansOfClass({ of, role }: { readonly of: ClassId; readonly role: 'teacher' | 'nurse' | 'admin' }) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const { value, problem, reload } = usePolled({
    path: ROUTES.prescriptions({ of, purpose: usualPurpose(role) }),
    schema: PrescriptionList,
    everyMs: EVERY_MS,
  });
  if (value === null) {
    if (problem === null) return <Loading />;
    return <Message title={t('problem.title')} body={problemText(problem)} />;
  }
  if (value.rows.length === 0) return <p className={styles.none}>{t('plan.list.empty')}</p>;
  return (
    <>
      {role !== 'teacher' ? null : <ConfirmMany rows={value.rows} onDecided={reload} />}
      <ul className={styles.list}>
        {value.rows.map((row) => (
          <PlanRow key={row.pupil.subject} row={row} />
        ))}
      </ul>
    </>
  );
}
