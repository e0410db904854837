import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Message } from './message.tsx';

export function NotFoundPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <Message title={t('problem.notFoundTitle')} body={t('problem.notFoundBody')}>
      <Button type="primary" onClick={() => void navigate('/')}>
        {t('problem.home')}
      </Button>
    </Message>
  );
}
