import { expect, it } from 'vitest';
import { isHere, navOf } from './nav-entries.ts';

const here = (role: 'teacher' | 'nurse' | 'admin', path: string) =>
  navOf(role)
    .filter(({ key }) => isHere(key, path))
    .map(({ key }) => key);

it.each([
  ['/', 'live'],
  ['/lessons/l-1', 'live'],
  ['/inbox/00000000-0000-4000-8000-000000000001', 'inbox'],
  ['/classes/g8c1/prescriptions', 'plans'],
  ['/pupils/p-1', 'plans'],
  ['/test-days/d-1', 'test-days'],
])('%s belongs to one entry: %s', (path, key) => {
  expect(here('teacher', path)).toEqual([key]);
});

it("a nurse's first entry is the inbox, and what she may not do is not offered", () => {
  const keys = navOf('nurse').map(({ key }) => key);
  expect(keys[0]).toBe('inbox');
  expect(keys).not.toContain('gateways');
  expect(keys).not.toContain('displays');
});
