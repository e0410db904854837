import type { PrescriptionRow } from '@tizhi/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useLanguage } from '../i18n/index.ts';
import { listText } from '../test-days/grid.ts';
import { dayOf } from '../time/format.ts';
import styles from './class-plans-page.module.css';
import { noonOf } from './dates.ts';

/** One pupil of the class: where the plan stands and what it is for. */
export function PlanRow({ row: { pupil, draft, plan, state } }: { readonly row: PrescriptionRow }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const shown = draft ?? plan;
  const startsOn = state === 'confirmed' ? (plan?.startsOn ?? null) : null;
  return (
    <li>
      <Link
        to={`/pupils/${pupil.subject}#plan`}
        className={styles.row}
        data-testid="plan-row"
        data-subject={pupil.subject}
        data-state={state}
      >
        <b className={`number ${styles.seat}`}>{pupil.seat}</b>
        <span className={styles.name}>{pupil.name}</span>
        <em className={styles.state} data-state={state}>
          {t(`plan.state.${state}`)}
        </em>
        <span className={styles.what}>
          {shown === null ? '' : <What content={shown.content} />}
          {startsOn === null ? '' : ` · ${t('plan.confirmed', { day: dayOf(noonOf(startsOn), language) })}`}
        </span>
      </Link>
    </li>
  );
}

function What({ content }: { readonly content: NonNullable<PrescriptionRow['draft']>['content'] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  switch (content.kind) {
    case 'plan':
      return listText(
        content.focus.map(({ component }) => t(`plan.component.${component}`)),
        language,
      );
    case 'refer':
      return t(`plan.refer.${content.action}`);
    case 'none':
      return t(`plan.noneReason.${content.reason}`);
  }
}
