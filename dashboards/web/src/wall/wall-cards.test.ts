import fc from 'fast-check';
import { expect, it } from 'vitest';
import { wallResponse } from '../samples/care-samples.ts';
import { labelWeight, wallCards, wallScreens } from './wall-cards.ts';

const labels = fc.uniqueArray(
  fc.oneof(
    fc.integer({ min: 1, max: 999 }).map(String),
    fc.string({ unit: fc.constantFrom('小', '虎', '星', 'a', 'b', '7'), minLength: 1, maxLength: 12 }),
  ),
  { minLength: 1, maxLength: 50 },
);

it('everybody stands on exactly one card of each group, in order, and no card is too full to read', () => {
  fc.assert(
    fc.property(fc.array(labels, { minLength: 1, maxLength: 12 }), (all) => {
      const wall = wallResponse(all);
      const cards = wallCards(wall);
      for (const [n, drill] of wall.drills.entries()) {
        const own = cards.filter((card) => card.drill.id === drill.id);
        expect(own.flatMap((card) => card.labels)).toEqual(all[n]);
      }
      for (const card of cards) {
        const weight = card.labels.reduce((sum, label) => sum + labelWeight(label), 0);
        expect(card.labels.length === 1 || weight <= (card.size === 'wide' ? 33 : 14) + 1e-9).toBe(true);
      }
      const screens = wallScreens(cards);
      expect(screens.flat()).toEqual(cards);
      for (const screen of screens) {
        const rows = screen.reduce((sum, { size }) => sum + (size === 'wide' ? 1 : 0.5), 0);
        expect(rows).toBeLessThanOrEqual(2);
      }
    }),
  );
});

it('a group whose drill is not told is left out rather than shown without a picture', () => {
  const wall = wallResponse([['7'], ['8']]);
  expect(wallCards({ ...wall, drills: wall.drills.slice(0, 1) })).toHaveLength(1);
});

it('nothing planned is no screen', () => {
  expect(wallScreens(wallCards(wallResponse([])))).toEqual([]);
});
