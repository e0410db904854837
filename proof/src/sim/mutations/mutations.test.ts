import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { mutated } from './mutate-on-load.ts';
import { MUTATIONS } from './mutations.ts';

it.each(MUTATIONS.map((mutation) => [mutation.name, mutation] as const))(
  '%s can be put in',
  (_, mutation) => {
    const source = readFileSync(join(import.meta.dirname, '../../../..', mutation.file), 'utf8');
    expect(mutated(source, mutation)).not.toBe(source);
  },
);

it('refuses a mutation whose place is not found exactly once: the source has moved on', () => {
  const mutation = { name: 'n', file: 'f', find: 'a', replace: 'b' };
  expect(mutated('xax', mutation)).toBe('xbx');
  expect(() => mutated('xx', mutation)).toThrow('stands 0 times');
  expect(() => mutated('aa', mutation)).toThrow('stands 2 times');
});
