import {
  type EvidenceResponse,
  type GroupKey,
  ITEMS,
  type ItemKey,
  type Language,
  type ScoredItemKey,
} from '@tizhi/contracts';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/index.ts';

/** What things in a report are called. */
export interface EvidenceWords {
  readonly t: TFunction;
  readonly language: Language;
  readonly group: (key: GroupKey) => string;
  readonly measure: (measure: ScoredItemKey | 'total') => string;
  readonly year: (year: number) => string;
}

export function useEvidenceWords(classes: EvidenceResponse['classes']): EvidenceWords {
  const { t } = useTranslation();
  const language = useLanguage();
  return evidenceWords({ t, language, classes });
}

export function evidenceWords({
  t,
  language,
  classes,
}: {
  readonly t: TFunction;
  readonly language: Language;
  readonly classes: EvidenceResponse['classes'];
}): EvidenceWords {
  const place = ({ grade, class: id }: GroupKey): string => {
    if (id !== null) return classes.find((own) => own.class === id)?.name ?? id;
    return grade === null ? t('evidence.school') : t('evidence.gradeName', { grade });
  };
  return {
    t,
    language,
    group: (key) => (key.sex === null ? place(key) : `${place(key)} ${t(`evidence.${key.sex}`)}`),
    measure: (measure) => {
      if (measure === 'total') return t('evidence.total');
      return measure === 'bmi' ? 'BMI' : ITEMS[measure satisfies ItemKey][language];
    },
    year: (year) => t('evidence.yearName', { from: year, to: year + 1 }),
  };
}
