import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ageInYears, defaultCeilingBpm, estimateMaxBpm, zoneOf } from '../index.ts';

describe('maximum heart rate', () => {
  it.each([
    [10, 201], // 208 - 7
    [7, 203], // 203.1
    [15, 198], // 197.5
    [20, 194],
  ])('at %d years is estimated at %d bpm', (age, bpm) => {
    expect(estimateMaxBpm(age)).toBe(bpm);
  });

  it('has a default ceiling at 95 %', () => {
    expect(defaultCeilingBpm(201)).toBe(191); // 190.95
    expect(defaultCeilingBpm(200)).toBe(190);
  });
});

describe('zones', () => {
  it.each([
    [0, 0],
    [99, 0],
    [100, 1],
    [119, 1],
    [120, 2],
    [140, 3],
    [160, 4],
    [179, 4],
    [180, 5],
    [230, 5],
  ])('%d bpm of a maximum of 200 is zone %d', (bpm, zone) => {
    expect(zoneOf(bpm, 200)).toBe(zone);
  });

  it('never fall when the rate rises', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 100, max: 250 }), (bpm, max) => {
        expect(zoneOf(bpm + 1, max)).toBeGreaterThanOrEqual(zoneOf(bpm, max));
      }),
    );
  });
});

describe('age', () => {
  const birthdayInChina = Date.parse('2024-05-10T00:00:00+08:00');

  it('is completed at midnight China time of the birthday', () => {
    expect(ageInYears('2012-05-10', birthdayInChina - 1)).toBe(11);
    expect(ageInYears('2012-05-10', birthdayInChina)).toBe(12);
  });

  it('of a child of 29 February is completed on 1 March', () => {
    expect(ageInYears('2012-02-29', Date.parse('2023-02-28T12:00:00+08:00'))).toBe(10);
    expect(ageInYears('2012-02-29', Date.parse('2023-03-01T00:00:00+08:00'))).toBe(11);
  });

  it.each(['2012-02-30', '2012-13-01', '2012-5-10', '12-05-10', '', '2012-05-10T00:00', '2025-01-01'])(
    'is unknown for %j',
    (text) => {
      expect(ageInYears(text, birthdayInChina)).toBeUndefined();
    },
  );
});
