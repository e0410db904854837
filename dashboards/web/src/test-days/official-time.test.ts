import { formatItemValue, roundItemValue } from '@tizhi/analytics';
import { ITEMS, ItemKey, RoundingName } from '@tizhi/contracts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { officialTime, rawSeconds } from './official-time.ts';

const TIMED = ItemKey.options.filter((item) => ITEMS[item].unit === 's');

it.each([
  ['run_50m', 7_600, '7.6'],
  ['run_50m', 7_604, '7.6'],
  ['run_50m', 7_610, '7.7'],
  ['run_50m', 7_999, '8.0'],
  ['shuttle_50m_x8', 99_010, `1'40"`],
  ['run_1000m', 225_490, `3'45"`],
  ['run_1000m', 225_500, `3'46"`],
  ['run_800m', 239_600, `4'00"`],
] as const)('%s in %d ms counts as %s', (item, ms, text) => {
  expect(officialTime({ item, elapsedMs: ms })).toBe(text);
});

it("is what the scoring makes of the stored attempt, for every timed item and every rule of a day's plan", () => {
  expect(TIMED).toHaveLength(4);
  fc.assert(
    fc.property(
      fc.constantFrom(...TIMED),
      fc.integer({ min: 0, max: 600_000 }),
      fc.option(fc.constantFrom(...RoundingName.options), { nil: undefined }),
      (item, elapsedMs, rounding) => {
        const stored = roundItemValue(item, rawSeconds(elapsedMs), rounding);
        expect(officialTime({ item, elapsedMs, rounding })).toBe(formatItemValue(item, stored));
      },
    ),
  );
});
