import { ITEMS, type ItemKey } from '@tizhi/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatItemValue, type RoundingMode, roundItemValue } from '../index.ts';

describe('rounding of measurements', () => {
  it.each([
    ['run_50m', 10.11, 10.2],
    ['run_50m', 10.1, 10.1],
    ['run_50m', 8.100000000000001, 8.1],
    ['sit_and_reach', 16.04, 16],
    ['sit_and_reach', 16.05, 16.1],
    ['sit_and_reach', 1.05, 1.1],
    ['sit_and_reach', -5.05, -5],
    ['sit_and_reach', -5.06, -5.1],
    ['height', 165.25, 165.3],
    ['weight', 45.55, 45.6],
    ['standing_long_jump', 182.9, 182],
    ['shuttle_50m_x8', 95.2, 96],
    ['run_1000m', 225.4, 225],
    ['run_1000m', 225.5, 226],
    ['vital_capacity', 3000.5, 3000.5],
    ['bmi', 18.15, 18.2],
  ] as const)('%s %d becomes %d', (item, raw, stored) => {
    expect(roundItemValue(item, raw)).toBe(stored);
  });

  it.each([
    ['none', 10.14],
    ['half_up', 10.1],
    ['truncate', 10.1],
    ['up', 10.2],
  ] as [RoundingMode, number][])('the mode can be chosen: 10.14 %s is %d', (mode, stored) => {
    expect(roundItemValue('run_50m', 10.14, mode)).toBe(stored);
  });

  it('leaves a stored value as it is, whatever the item', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...(Object.keys(ITEMS) as ItemKey[])),
        fc.integer({ min: -300, max: 99990 }),
        (item, steps) => {
          const value = steps / 10 ** ITEMS[item].decimals;
          expect(roundItemValue(item, value)).toBe(value + 0);
        },
      ),
    );
  });
});

describe('values as the standard prints them', () => {
  it.each([
    ['run_1000m', 225, `3'45"`],
    ['run_800m', 180, `3'00"`],
    ['shuttle_50m_x8', 59, `0'59"`],
    ['run_1000m', 239.7, `4'00"`],
    ['run_50m', 8, '8.0'],
    ['run_50m', 8.1, '8.1'],
    ['sit_and_reach', -0.3, '-0.3'],
    ['standing_long_jump', 182, '182'],
    ['vital_capacity', 3000, '3000'],
    ['bmi', 21.25, '21.3'],
  ] as const)('%s %d is %s', (item, value, text) => {
    expect(formatItemValue(item, value)).toBe(text);
  });
});
