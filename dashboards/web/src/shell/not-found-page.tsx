import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Message } from './message.tsx';

export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <Message title={t('problem.notFoundTitle')} body={t('problem.notFoundBody')}>
      <Link to="/">{t('problem.home')}</Link>
    </Message>
  );
}
