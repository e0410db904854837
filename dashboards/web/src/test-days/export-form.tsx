import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Choices } from './choices.tsx';
import { useDay } from './day-context.ts';
import { type ExportDraft, FORMATS, MAY_BE_EMPTY, VARIANTS } from './export-draft.ts';
import styles from './export-panel.module.css';

/** Which file: its kind, its headings, which classes, and what may be empty. */
export function ExportForm({
  draft,
  onChange,
}: {
  readonly draft: ExportDraft;
  readonly onChange: (draft: ExportDraft) => void;
}) {
  const { t } = useTranslation();
  const { classes } = useDay().view.summaries;
  const { allowEmpty } = draft;
  return (
    <section className={styles.form}>
      <h3>{t('testDay.export.format')}</h3>
      <Choices
        label={t('testDay.export.format')}
        testId="export-format"
        options={FORMATS.map((value) => ({ value, text: `.${value}` }))}
        chosen={draft.format}
        onChoose={(format) => onChange({ ...draft, format })}
      />
      <h3>{t('testDay.export.variant')}</h3>
      <Choices
        label={t('testDay.export.variant')}
        options={VARIANTS.map((value) => ({ value, text: t(`testDay.export.variants.${value}`) }))}
        chosen={draft.variant}
        onChoose={(variant) => onChange({ ...draft, variant })}
      />
      <h3>{t('testDay.export.states')}</h3>
      <Choices
        label={t('testDay.export.states')}
        options={(['empty', 'words'] as const).map((value) => ({
          value,
          text: t(`testDay.export.missing.${value}`),
        }))}
        chosen={draft.states}
        onChoose={(states) => onChange({ ...draft, states })}
      />
      <h3>{t('testDay.export.mayBeEmpty')}</h3>
      <Choices
        label={t('testDay.export.mayBeEmpty')}
        testId="export-empty"
        options={MAY_BE_EMPTY.map((value) => ({ value, text: t(`testDay.export.columns.${value}`) }))}
        chosen={allowEmpty}
        onChoose={(column) =>
          onChange({
            ...draft,
            allowEmpty: allowEmpty.includes(column)
              ? allowEmpty.filter((other) => other !== column)
              : [...allowEmpty, column],
          })
        }
      />
      {classes.length < 2 ? null : (
        <Select
          aria-label={t('roster.class')}
          popupMatchSelectWidth={false}
          style={{ alignSelf: 'flex-start', minWidth: 180 }}
          value={draft.class ?? ''}
          options={[
            { value: '', label: t('testDay.all') },
            ...classes.map((each) => ({ value: each.class, label: each.name })),
          ]}
          onChange={(chosen) =>
            onChange({ ...draft, class: classes.find((each) => each.class === chosen)?.class ?? null })
          }
        />
      )}
    </section>
  );
}
