import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { floatBits, readFloat, readSfloat, sfloatBits } from './medical-float.ts';

describe('numbers of medical devices', () => {
  it.each([
    [0x07fe, '+INF'],
    [0x07ff, 'NaN'],
    [0x0800, 'NRes'],
    [0x0801, 'reserved'],
    [0x0802, '-INF'],
  ])('SFLOAT %i (%s) is no value', (bits) => expect(readSfloat(bits)).toBeNull());

  it.each([
    [0x007ffffe, '+INF'],
    [0x007fffff, 'NaN'],
    [0x00800000, 'NRes'],
    [0x00800001, 'reserved'],
    [0x00800002, '-INF'],
  ])('FLOAT %i (%s) is no value', (bits) => expect(readFloat(bits)).toBeNull());

  it.each([
    [0x0062, 98],
    [0xf3d1, 97.7],
    [0xf7ff, 204.7],
    [0xf800, -204.8],
    [0x8062, 9.8e-7],
    [0x1014, 200],
    [0x0ffe, -2],
  ])('SFLOAT %i is %d: both parts are in two’s complement', (bits, value) => {
    expect(readSfloat(bits)).toBe(value);
  });

  it.each([
    [0xfe000efc, 38.36],
    [0xff0003d8, 98.4],
    [0x7b387520, 3.7e129],
    [0xfffffff6, -1],
  ])('FLOAT %i is %d', (bits, value) => expect(readFloat(bits)).toBeCloseTo(value, 12));

  it('every number that can be written is read back', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -2_045, max: 2_045 }),
        fc.integer({ min: 0, max: 6 }),
        (mantissa, places) => {
          const value = mantissa / 10 ** places;
          expect(readSfloat(sfloatBits(value))).toBe(value);
          expect(readFloat(floatBits(value))).toBe(value);
        },
      ),
    );
    expect(readSfloat(sfloatBits(null))).toBeNull();
    expect(readFloat(floatBits(null))).toBeNull();
  });

  it('what does not fit is not rounded in silence', () => {
    expect(() => sfloatBits(98.765)).toThrow(RangeError);
    expect(() => floatBits(12_345_678.5)).toThrow(RangeError);
  });
});
