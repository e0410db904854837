import { useTranslation } from 'react-i18next';
import { Navigate, NavLink, Outlet, useLocation } from 'react-router';
import { useApi } from '../session/session-context.ts';
import { UnsentBar } from '../test-days/unsent-bar.tsx';
import { UnsentProvider } from '../test-days/unsent-provider.tsx';
import { DemoMark } from './demo-mark.tsx';
import { Icon } from './icons.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { Loading } from './loading.tsx';
import { Logo } from './logo.tsx';
import { Message } from './message.tsx';
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
  const onLive = pathname === '/' || pathname.startsWith('/lessons');
  return (
    <UnsentProvider key={session.account} account={session.account}>
      <div className={styles.shell}>
        <header className={styles.header}>
          <Logo />
          <p className={styles.school}>
            <b>{t('product.name')}</b>
            <span>{session.schoolName}</span>
          </p>
          <nav className={styles.nav} aria-label={t('nav.label')}>
            <NavLink
              to="/"
              data-testid="nav-live"
              data-here={onLive}
              aria-current={onLive ? 'page' : undefined}
            >
              <Icon name="live" />
              {t('nav.live')}
            </NavLink>
            <NavLink to="/results" data-testid="nav-results" data-here={pathname.startsWith('/results')}>
              <Icon name="results" />
              {t('nav.results')}
            </NavLink>
            <NavLink
              to="/test-days"
              data-testid="nav-test-days"
              data-here={pathname.startsWith('/test-days')}
            >
              <Icon name="testDay" />
              {t('nav.testDays')}
            </NavLink>
            <NavLink to="/alerts" data-testid="nav-alerts" data-here={pathname.startsWith('/alerts')}>
              <Icon name="bell" />
              {t('nav.alerts')}
            </NavLink>
            {session.role === 'nurse' ? null : (
              <NavLink to="/gateways" data-testid="nav-gateways" data-here={pathname.startsWith('/gateways')}>
                <Icon name="gateway" />
                {t('nav.gateways')}
              </NavLink>
            )}
            {session.role === 'nurse' ? null : (
              <NavLink
                to="/roster"
                className={styles.wide ?? ''}
                data-testid="nav-roster"
                data-here={pathname.startsWith('/roster')}
              >
                <Icon name="roster" />
                {t('nav.roster')}
              </NavLink>
            )}
          </nav>
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
