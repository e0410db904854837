import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from './dashboards.ts';
import { holds } from './holds.ts';

const json = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Json>;

describe('holds', () => {
  it('is true of anything and itself', () => {
    fc.assert(fc.property(json, (value) => holds(structuredClone(value), value)));
  });

  it('lets an object say more, at any depth, but not differ', () => {
    expect(holds({ a: 1, b: { c: 2, d: 3 } }, { b: { c: 2 } })).toBe(true);
    expect(holds({ b: { c: 1 } }, { b: { c: 2 } })).toBe(false);
    expect(holds({}, { b: null })).toBe(false);
  });

  it('tells lists of different length and things of different kind apart', () => {
    expect(holds([1, 2, 3], [1, 2])).toBe(false);
    expect(holds({ 0: 1 }, [1])).toBe(false);
    expect(holds([], {})).toBe(false);
    expect(holds('1', 1)).toBe(false);
  });
});
