import { AboutResponse } from '@tizhi/contracts';
import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useSearchParams } from 'react-router';
import type { Problem } from '../api/request.ts';
import { ROUTES } from '../api/routes.ts';
import { usePolled } from '../api/use-polled.ts';
import { DemoMark } from '../shell/demo-mark.tsx';
import { LanguageSwitch } from '../shell/language-switch.tsx';
import { Logo } from '../shell/logo.tsx';
import { useProblemText } from '../shell/problem-text.ts';
import { homeOf, nextPath } from './next-path.ts';
import { useApi } from './session-context.ts';
import styles from './sign-in-page.module.css';

interface Credentials {
  readonly username: string;
  readonly password: string;
}

export function SignInPage() {
  const { t } = useTranslation();
  const { state, signIn } = useApi();
  const [search] = useSearchParams();
  const problemText = useProblemText({ byItself: false });
  const { value: about } = usePolled({ path: ROUTES.about, schema: AboutResponse, everyMs: 60_000 });
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  if (state.kind === 'signed-in')
    return <Navigate to={nextPath(search.get('next'), homeOf(state.session.role))} replace />;

  const submit = async (credentials: Credentials): Promise<void> => {
    setBusy(true);
    const answer = await signIn(credentials);
    setBusy(false);
    setProblem(answer.ok ? null : answer.problem);
  };

  return (
    <main className={styles.page}>
      <div className={styles.language}>
        <LanguageSwitch />
      </div>
      <section className={styles.card}>
        <div className={styles.brand}>
          <Logo size={52} />
          <h1>
            体质 <span>Tizhi</span>
          </h1>
          <p>{about?.schoolName ?? t('product.tagline')}</p>
          {about?.demo === true ? <DemoMark /> : null}
        </div>
        <Form<Credentials> layout="vertical" requiredMark={false} onFinish={(values) => void submit(values)}>
          <Form.Item
            name="username"
            label={t('signIn.username')}
            rules={[{ required: true, message: t('signIn.usernameMissing') }]}
          >
            <Input
              size="large"
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              autoFocus
              data-testid="sign-in-username"
            />
          </Form.Item>
          <Form.Item
            name="password"
            label={t('signIn.password')}
            rules={[{ required: true, message: t('signIn.passwordMissing') }]}
          >
            <Input.Password size="large" autoComplete="current-password" data-testid="sign-in-password" />
          </Form.Item>
          <div className={styles.problem} role="alert">
            {problem === null ? null : (
              <Alert type="error" showIcon title={problemText(problem)} data-testid="sign-in-problem" />
            )}
          </div>
          <Button
            type="primary"
            size="large"
            htmlType="submit"
            block
            loading={busy}
            data-testid="sign-in-submit"
          >
            {t('signIn.submit')}
          </Button>
        </Form>
      </section>
      {about?.demo === true ? <p className={styles.note}>{t('signIn.demoAccounts')}</p> : null}
      <p className={styles.note}>{t('signIn.note')}</p>
    </main>
  );
}
