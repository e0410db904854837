import { expect, it } from 'vitest';
import { homeOf, nextPath } from './next-path.ts';

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

it('after signing in without a wish, a nurse sees the alerts and everybody else the lesson', () => {
  expect(nextPath(null, homeOf('nurse'))).toBe('/alerts');
  expect(nextPath('/', homeOf('nurse'))).toBe('/alerts');
  expect(nextPath('/results', homeOf('nurse'))).toBe('/results');
  expect(nextPath('//evil.example', homeOf('teacher'))).toBe('/');
});
