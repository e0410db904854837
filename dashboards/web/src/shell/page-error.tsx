import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useRouteError } from 'react-router';
import { Message } from './message.tsx';

/** A page threw: a person is told what it means for their data and the one thing to do. */
export function PageError() {
  const { t } = useTranslation();
  const error = useRouteError();
  return (
    <Message
      title={t('problem.title')}
      body={t('problem.body')}
      {...(error instanceof Error ? { code: `${t('problem.code')} ${error.name}` } : {})}
    >
      <Button type="primary" onClick={() => window.location.reload()}>
        {t('problem.reload')}
      </Button>
      <Button href="/">{t('problem.home')}</Button>
    </Message>
  );
}
