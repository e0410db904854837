import type { Role } from '@tizhi/contracts';

/** The first page of each role: a nurse wants to see alerts, a teacher her lesson. */
export const homeOf = (role: Role): string => (role === 'nurse' ? '/alerts' : '/');

/**
 * Where to go after signing in: a path of this site, never an address that a forged link brought; `home` where
 * none was wanted. `//host` and `/\host` count as addresses in browsers.
 */
export function nextPath(wanted: string | null, home = '/'): string {
  const isPath = wanted !== null && /^\/(?![/\\])/.test(wanted) && !wanted.startsWith('/sign-in');
  return isPath && wanted !== '/' ? wanted : home;
}
