import type { Plausibility } from '@tizhi/contracts';
import { useTranslation } from 'react-i18next';

/** Why a number deserves a second look, in words. */
export function NoticeText({ notice }: { readonly notice: Plausibility }) {
  const { t } = useTranslation();
  return t(`testDay.notice.${notice.kind}`, { low: notice.low ?? '-', high: notice.high ?? '-' });
}
