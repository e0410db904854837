import { expect, it } from 'vitest';
import { waitAfter } from './use-polled.ts';

it('a page asks again soon where nobody answered, whatever its pace', () => {
  expect(waitAfter({ kind: 'network' }, 60_000)).toBe(3_000);
  expect(waitAfter({ kind: 'network' }, 1_000)).toBe(1_000);
  expect(waitAfter({ kind: 'unreadable' }, 60_000)).toBe(60_000);
  expect(waitAfter(null, 60_000)).toBe(60_000);
});
