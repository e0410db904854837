import { expect, it } from 'vitest';
import { Rng } from './rng.ts';

const draws = (rng: Rng): number[] => Array.from({ length: 5 }, () => rng.next());

it('a part that draws more never shifts what another part draws', () => {
  const [calm, busy] = [new Rng('seed'), new Rng('seed')];
  draws(busy);
  draws(busy.fork('network'));
  expect(draws(busy.fork('disk'))).toEqual(draws(calm.fork('disk')));
  expect(draws(calm.fork('disk'))).not.toEqual(draws(calm.fork('network')));
});

it('chance is spread evenly', () => {
  const rng = new Rng('even');
  const counts = Array.from({ length: 10 }, () => 0);
  for (let draw = 0; draw < 100_000; draw++) {
    const tenth = rng.int(0, 9);
    counts[tenth] = (counts[tenth] ?? 0) + 1;
  }
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
});
