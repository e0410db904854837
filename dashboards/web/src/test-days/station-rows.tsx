import { ITEMS, ItemKey } from '@tizhi/contracts';
import { Button, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { newUuid } from '../api/uuid.ts';
import { useLanguage } from '../i18n/index.ts';
import { Icon } from '../shell/icons.tsx';
import type { PlanDraft } from './plan.ts';
import styles from './plan-form.module.css';

type Rows = PlanDraft['stations'];

/** Which station measures what; a station with two items has two rows. */
export function StationRows({
  rows,
  onChange,
}: {
  readonly rows: Rows;
  readonly onChange: (rows: Rows) => void;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  const put = (at: number, change: Partial<Rows[number]>): void =>
    onChange(rows.map((row, index) => (index === at ? { ...row, ...change } : row)));
  return (
    <fieldset className={styles.stations}>
      <legend>{t('testDay.form.stations')}</legend>
      {rows.map((row, at) => (
        <div key={row.row} className={styles.row}>
          <Input
            size="large"
            aria-label={t('testDay.form.station')}
            placeholder={`${t('testDay.form.station')} · ${t('testDay.form.stationHint')}`}
            value={row.station}
            onChange={(event) => put(at, { station: event.target.value.toLowerCase() })}
          />
          <Select<ItemKey>
            size="large"
            aria-label={t('testDay.form.item')}
            value={row.item}
            onChange={(item) => put(at, { item })}
            options={ItemKey.options.map((value) => ({ value, label: ITEMS[value][language] }))}
          />
          <Button
            size="large"
            icon={<Icon name="close" />}
            aria-label={t('testDay.form.removeStation')}
            onClick={() => onChange(rows.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      <Button
        icon={<Icon name="add" />}
        data-testid="add-station"
        onClick={() => onChange([...rows, { row: newUuid(), station: '', item: 'standing_long_jump' }])}
      >
        {t('testDay.form.addStation')}
      </Button>
    </fieldset>
  );
}
