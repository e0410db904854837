import { expect, it } from 'vitest';
import { nextPath } from './next-path.ts';

it.each([
  [null, '/'],
  ['/results', '/results'],
  ['/lessons/l-1', '/lessons/l-1'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  ['javascript:alert(1)', '/'],
  ['/sign-in?next=/results', '/'],
])('after signing in, %j leads to %s', (wanted, path) => {
  expect(nextPath(wanted)).toBe(path);
});
