import { useTranslation } from 'react-i18next';
import { Navigate, Outlet, useLocation } from 'react-router';
import { useApi } from '../session/session-context.ts';
import { UnsentBar } from '../test-days/unsent-bar.tsx';
import { UnsentProvider } from '../test-days/unsent-provider.tsx';
import { DemoMark } from './demo-mark.tsx';
import { Icon } from './icons.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { Loading } from './loading.tsx';
import { Logo } from './logo.tsx';
import { Message } from './message.tsx';
import { Nav } from './nav.tsx';
import styles from './shell.module.css';

/** The frame around every page of a signed-in person; everybody else is sent to sign in, and back. */
export function Shell() {
  const { t } = useTranslation();
  const { state, signOut } = useApi();
  const { pathname } = useLocation();

  switch (state.kind) {
    case 'asking':
      return <Loading />;
    case 'unreachable':
      return <Message title={t('stream.connecting')} body={t('problem.network')} />;
    case 'signed-out':
      return <Navigate to={`/sign-in?next=${encodeURIComponent(pathname)}`} replace />;
    case 'signed-in':
      break;
  }
  const { session } = state;
  return (
    <UnsentProvider key={session.account} account={session.account}>
      <div className={styles.shell}>
        <header className={styles.header}>
          <Logo />
          <p className={styles.school}>
            <b>{t('product.name')}</b>
            <span>{session.schoolName}</span>
          </p>
          <Nav role={session.role} />
          {session.demo ? <DemoMark /> : null}
          <span className={styles.gap} />
          <LanguageSwitch />
          <p className={styles.person}>
            <b>{session.displayName}</b>
            <span>{t(`role.${session.role}`)}</span>
          </p>
          <button
            type="button"
            className={styles.leave}
            aria-label={t('nav.signOut')}
            title={t('nav.signOut')}
            onClick={() => void signOut()}
          >
            <Icon name="signOut" />
          </button>
        </header>
        <UnsentBar />
        <main className={styles.main}>
          <Outlet />
        </main>
      </div>
    </UnsentProvider>
  );
}
