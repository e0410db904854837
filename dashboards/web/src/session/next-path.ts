/**
 * Where to go after signing in: a path of this site, never an address that a forged link brought.
 * `//host` and `/\host` count as addresses in browsers.
 */
export const nextPath = (wanted: string | null): string =>
  wanted !== null && /^\/(?![/\\])/.test(wanted) && !wanted.startsWith('/sign-in') ? wanted : '/';
