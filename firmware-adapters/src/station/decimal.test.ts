import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockOf, parseClock, parseDecimal, printedOf, scaledValue } from './decimal.ts';

const read = (text: string, how: Parameters<typeof scaledValue>[1]): number | undefined => {
  const printed = parseDecimal(text);
  return printed && scaledValue(printed, how);
};

describe('printed numbers', () => {
  it.each([
    ['1.85', 1, 'm', 'cm', 185],
    ['2.3', 1, 'm', 'cm', 230],
    ['1705', 0.1, 'cm', 'cm', 170.5],
    ['0.29', 100, 'cm', 'cm', 29],
    ['3.2', 1, 'l', 'ml', 3200],
    ['104.6', 1, 'jin', 'kg', 52.3],
    ['52300', 1, 'g', 'kg', 52.3],
    [' -05.20 ', 1, 'cm', 'cm', -5.2],
    ['+ 12', 1, 'cm', 'cm', 12],
    ['.5', 1, 'cm', 'cm', 0.5],
  ] as const)('%s x %s %s is exactly %s', (text, scale, from, to, value) => {
    expect(read(text, { scale, from, to })).toBe(value);
  });

  it.each(['', ' ', '.', '5.', '-', '1e3', '0x10', '1.2.3', '12 3', '١٢', 'NaN', '1234567890123'])(
    '"%s" is not a number',
    (text) => {
      expect(parseDecimal(text)).toBeUndefined();
    },
  );

  it('any value of three decimals comes back from any metric print', () => {
    const how = fc.constantFrom(
      { scale: 0.1, from: 'cm', to: 'cm' } as const,
      { scale: 1, from: 'm', to: 'cm' } as const,
      { scale: 0.01, from: 'mm', to: 'cm' } as const,
    );
    fc.assert(
      fc.property(fc.integer({ min: -400_000, max: 400_000 }), how, (thousandths, print) => {
        const value = thousandths / 1000;
        expect(read(printedOf(value, print), print)).toBe(value === 0 ? 0 : value);
      }),
    );
  });
});

describe('clocks', () => {
  it('leaves no binary dust behind the minutes', () => {
    expect(clockOf(3300.1)).toBe('55:00.1');
  });

  const seconds = (text: string): number | undefined => {
    const printed = parseClock(text);
    return printed && scaledValue(printed, { scale: 1, from: 's', to: 's' });
  };
  it.each([
    ['1:35.2', 95.2],
    ["4'05", 245],
    ['4\'05"', 245],
    ['0:09.87', 9.87],
    ['1:02:03', 3723],
  ])('%s is %s s', (text, value) => {
    expect(seconds(text)).toBe(value);
  });

  it.each(['95.2', '1:60', '1:5', '1:75:00', ':30', '1::30', ''])('"%s" is no clock', (text) => {
    expect(seconds(text)).toBeUndefined();
  });

  it('says any time back', () => {
    fc.assert(
      fc.property(fc.nat(54_000), (tenths) => {
        expect(seconds(clockOf(tenths / 10))).toBe(tenths / 10);
      }),
    );
  });
});
