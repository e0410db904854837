import type { Dose } from '@tizhi/contracts';
import { useTranslation } from 'react-i18next';

/** A dose in words: `3 组 × 10 次，组间休息 60 秒`. */
export function useDoseText(): (dose: Dose) => string {
  const { t } = useTranslation();
  return ({ sets, amount, per, restSeconds }) => {
    const parts = { sets, amount, per: t(`plan.per.${per}`) };
    return restSeconds === 0 || sets === 1
      ? t('plan.doseNoRest', parts)
      : t('plan.dose', { ...parts, rest: restSeconds });
  };
}
