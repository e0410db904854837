import { useTranslation } from 'react-i18next';
import { spanParts } from './format.ts';

/** A span in words of the reader's language: `1 小时 3 分`, `1 h 3 min`. */
export function useSpanText(): (spanMs: number) => string {
  const { t } = useTranslation();
  return (spanMs) =>
    spanParts(spanMs)
      .map(({ unit, n }) => t(`span.${unit}`, { n }))
      .join(' ');
}
