import type { Role } from '@tizhi/contracts';

const ENTRIES = {
  live: { name: 'live', to: '/', icon: 'live' },
  'test-days': { name: 'testDays', to: '/test-days', icon: 'testDay' },
  plans: { name: 'plans', to: '/plans', icon: 'plan' },
  inbox: { name: 'inbox', to: '/inbox', icon: 'inbox' },
  results: { name: 'results', to: '/results', icon: 'results' },
  alerts: { name: 'alerts', to: '/alerts', icon: 'bell' },
  gateways: { name: 'gateways', to: '/gateways', icon: 'gateway' },
  roster: { name: 'roster', to: '/roster', icon: 'roster' },
  evidence: { name: 'evidence', to: '/evidence', icon: 'evidence' },
  displays: { name: 'displays', to: '/displays', icon: 'wall' },
} as const;

export type NavKey = keyof typeof ENTRIES;
export type NavEntry = { readonly key: NavKey } & (typeof ENTRIES)[NavKey];

/** What each role needs, what it needs most often first. */
const ORDER = {
  teacher: [
    'live',
    'test-days',
    'plans',
    'inbox',
    'results',
    'alerts',
    'evidence',
    'gateways',
    'roster',
    'displays',
  ],
  nurse: ['inbox', 'alerts', 'plans', 'live', 'results', 'test-days'],
  admin: ['live', 'inbox', 'test-days', 'evidence', 'results', 'gateways', 'alerts', 'roster', 'displays'],
} as const satisfies Record<Role, readonly NavKey[]>;

export const navOf = (role: Role): readonly NavEntry[] =>
  ORDER[role].map((key) => ({ key, ...ENTRIES[key] }));

/** Pages that lie under an entry though their path does not start with its own. */
const ALSO: Partial<Record<NavKey, readonly string[]>> = {
  live: ['/lessons'],
  plans: ['/classes', '/pupils'],
};

/** Whether a page belongs to an entry. */
export function isHere(key: NavKey, pathname: string): boolean {
  const { to } = ENTRIES[key];
  const own = to === '/' ? pathname === '/' : isUnder(pathname, to);
  return own || (ALSO[key] ?? []).some((path) => isUnder(pathname, path));
}

const isUnder = (pathname: string, path: string): boolean =>
  pathname === path || pathname.startsWith(`${path}/`);
