import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Message } from './message.tsx';

/** A page that is there, but not for this person's role. */
export function NotAllowedPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <Message title={t('problem.notAllowedTitle')} body={t('problem.notAllowedBody')}>
      <Button type="primary" onClick={() => void navigate('/')}>
        {t('problem.home')}
      </Button>
    </Message>
  );
}
