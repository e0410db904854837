import type { Role } from '@tizhi/contracts';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, useLocation } from 'react-router';
import { Icon } from './icons.tsx';
import styles from './nav.module.css';
import { isHere, navOf } from './nav-entries.ts';

/** Entries that a phone shows; the others are behind "more" until the screen is wide enough. */
const ON_A_PHONE = 4;
const ON_A_LAPTOP = 6;

/** The way to every page: under the thumb on a phone, in the bar on top of a wider screen. */
export function Nav({ role }: { readonly role: Role }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const entries = navOf(role);
  const links = (from: number) =>
    entries.slice(from).map(({ key, name, to, icon }, at) => (
      <NavLink
        key={key}
        to={to}
        data-testid={from === 0 ? `nav-${key}` : `nav-more-${key}`}
        data-rank={rankOf(from + at)}
        data-here={isHere(key, pathname)}
        aria-current={isHere(key, pathname) ? 'page' : undefined}
      >
        <Icon name={icon} />
        {t(`nav.${name}`)}
      </NavLink>
    ));
  return (
    <nav className={styles.nav} aria-label={t('nav.label')}>
      {links(0)}
      <More
        until={rankOf(entries.length - 1)}
        here={entries.slice(ON_A_PHONE).some(({ key }) => isHere(key, pathname))}
        path={pathname}
      >
        {links(ON_A_PHONE)}
      </More>
    </nav>
  );
}

/** The smallest screen on which an entry stands in the bar. */
type Rank = 'phone' | 'laptop' | 'wide';

const rankOf = (at: number): Rank => {
  if (at < ON_A_PHONE) return 'phone';
  return at < ON_A_LAPTOP ? 'laptop' : 'wide';
};

function More({
  until,
  here,
  path,
  children,
}: {
  /** From this screen on there is nothing more. */
  readonly until: Rank;
  readonly here: boolean;
  readonly path: string;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation();
  const [openAt, setOpenAt] = useState<string | null>(null);
  const box = useRef<HTMLDivElement>(null);
  // Going to a page closes it, without a further state.
  const open = openAt === path;
  useEffect(() => {
    if (!open) return;
    const onPointer = (event: PointerEvent): void => {
      if (!(event.target instanceof Node && box.current?.contains(event.target))) setOpenAt(null);
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') setOpenAt(null);
    };
    window.addEventListener('pointerdown', onPointer);
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('pointerdown', onPointer);
      window.removeEventListener('keydown', onKey);
    };
  }, [open]);
  return (
    <div ref={box} className={styles.more} data-until={until}>
      <button
        type="button"
        data-here={here}
        aria-expanded={open}
        data-testid="nav-more"
        onClick={() => setOpenAt(open ? null : path)}
      >
        <Icon name="more" />
        {t('nav.more')}
      </button>
      {open ? <div className={styles.menu}>{children}</div> : null}
    </div>
  );
}
