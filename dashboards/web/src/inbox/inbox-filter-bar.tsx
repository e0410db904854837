import { type ClassId, WarningState, type WarningView } from '@tizhi/contracts';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from './inbox-page.module.css';
import { classesOf, type InboxFilter, listed } from './warning-life.ts';

const STATES = ['active', ...WarningState.options] as const;

/** Which warnings are listed. */
export function InboxFilterBar({
  views,
  filter,
  onFilter,
}: {
  readonly views: readonly WarningView[];
  readonly filter: InboxFilter;
  readonly onFilter: (filter: InboxFilter) => void;
}) {
  const { t } = useTranslation();
  const classes = classesOf(views);
  return (
    <div className={styles.filters}>
      <fieldset className={styles.states}>
        <legend className="unseen">{t('inbox.filter.state')}</legend>
        {STATES.map((state) => (
          <button
            key={state}
            type="button"
            aria-pressed={state === filter.state}
            data-testid="filter-state"
            data-value={state}
            onClick={() => onFilter({ ...filter, state })}
          >
            {t(`inbox.state.${state}`)} <i className="number">{listed(views, { ...filter, state }).length}</i>
          </button>
        ))}
      </fieldset>
      {classes.length < 2 ? null : (
        <Select<ClassId | 'all'>
          aria-label={t('inbox.filter.class')}
          popupMatchSelectWidth={false}
          className={styles.classes ?? ''}
          value={filter.class ?? 'all'}
          onChange={(chosen) => onFilter({ ...filter, class: chosen === 'all' ? null : chosen })}
          options={[
            { value: 'all', label: t('inbox.filter.allClasses') },
            ...classes.map(({ class: value, name }) => ({ value, label: name })),
          ]}
        />
      )}
    </div>
  );
}
