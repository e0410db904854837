import { useTranslation } from 'react-i18next';
import { ageOf } from './format.ts';

/** An age in words of the reader's language: `8 秒`, `3 min`. */
export function useAgeText(): (spanMs: number) => string {
  const { t } = useTranslation();
  return (spanMs) => {
    const { unit, n } = ageOf(spanMs);
    return t(`age.${unit}`, { n });
  };
}
