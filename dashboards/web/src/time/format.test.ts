import { describe, expect, it } from 'vitest';
import { ageOf, spanParts, stopwatch, timeOfDay } from './format.ts';

describe('an age', () => {
  it.each([
    [-5_000, 's', 0],
    [0, 's', 0],
    [999, 's', 0],
    [89_999, 's', 89],
    [90_000, 'min', 1],
    [5_399_999, 'min', 89],
    [5_400_000, 'h', 1],
    [7_200_000, 'h', 2],
  ] as const)('%d ms is shown in %s as %d', (span, unit, n) => {
    expect(ageOf(span)).toEqual({ unit, n });
  });
});

describe('a stopwatch', () => {
  it.each([
    [-1, '0:00'],
    [65_999, '1:05'],
    [2_700_000, '45:00'],
    [3_723_000, '1:02:03'],
  ])('%d ms reads %s', (span, text) => {
    expect(stopwatch(span)).toBe(text);
  });
});

it('a time of day has two digits each and 24 hours', () => {
  expect(timeOfDay(new Date(2026, 2, 4, 14, 3, 7).getTime())).toBe('14:03:07');
  expect(timeOfDay(new Date(2026, 2, 4, 9, 3, 7).getTime(), false)).toBe('09:03');
});

describe('a span', () => {
  it.each([
    [0, '0 s'],
    [-2_400, '2 s'],
    [3_780_000, '1 h 3 min'],
    [3_600_000, '1 h'],
    [-3_605_000, '1 h'],
    [61_000, '1 min 1 s'],
    [20_400 * 86_400_000, '20400 d'],
  ])('%d ms is %s', (span, text) => {
    expect(
      spanParts(span)
        .map(({ unit, n }) => `${n} ${unit}`)
        .join(' '),
    ).toBe(text);
  });
});
