import type { ClassId } from '@tizhi/contracts';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDay } from './day-context.ts';

/** Which class of the day is shown; nothing where there is only one. */
export function ClassPicker({
  chosen,
  onChoose,
}: {
  readonly chosen: ClassId | null;
  readonly onChoose: (ofClass: ClassId) => void;
}) {
  const { t } = useTranslation();
  const { classes } = useDay().view.summaries;
  if (classes.length < 2) return null;
  return (
    <Select<ClassId>
      aria-label={t('roster.class')}
      popupMatchSelectWidth={false}
      style={{ alignSelf: 'flex-start', minWidth: 150 }}
      value={chosen}
      onChange={onChoose}
      options={classes.map((each) => ({ value: each.class, label: each.name }))}
    />
  );
}
