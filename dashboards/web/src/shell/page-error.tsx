import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useRouteError } from 'react-router';
import { Unreachable } from '../api/load-page.ts';
import { Message } from './message.tsx';
import { NoConnection } from './no-connection.tsx';

/** A page threw: a person is told what is known, no more, and the one thing to do. */
export function PageError() {
  const { t } = useTranslation();
  const error = useRouteError();
  if (error instanceof Unreachable) return <NoConnection />;
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
