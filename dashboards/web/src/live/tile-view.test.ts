import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tile } from '../samples/samples.ts';
import { tileView } from './tile-view.ts';

describe('a tile', () => {
  it('shows a fresh rate with its zone, and does not change while it stays fresh', () => {
    const shown = tileView(tile(7, { bpm: 151, zone: 4 }), 500);
    expect(shown).toMatchObject({ bpm: 151, zone: 4, missing: null, freshness: 'fresh', ageS: null });
    expect(tileView(tile(7, { bpm: 151, zone: 4 }), 2_900)).toEqual(shown);
  });

  it('keeps an old rate for 15 s, as old', () => {
    expect(tileView(tile(1), 8_200)).toMatchObject({ bpm: 120, freshness: 'stale', ageS: 8 });
  });

  it.each([
    ['a silent strap', {}, 40_000, 'silent'],
    [
      'a strap never heard',
      { at: null, ageMs: null, bpm: null, zone: null, freshness: 'silent' },
      0,
      'never',
    ],
    ['a doubtful rate', { doubt: 'no_contact' }, 0, 'no_contact'],
    ['a rate the server did not give', { bpm: null, zone: null }, 0, 'no_value'],
  ] as const)('shows "-" and the reason for %s', (_name, changes, age, missing) => {
    expect(tileView(tile(1, changes), age)).toMatchObject({ bpm: null, zone: null, missing });
  });

  it('believes the server where it judges worse than the page', () => {
    expect(tileView(tile(1, { freshness: 'silent' }), 0)).toMatchObject({
      bpm: null,
      freshness: 'silent',
    });
  });

  it('never shows a rate older than 15 s, and none as fresh after 3 s, whatever the server said', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100_000 }),
        fc.constantFrom('fresh' as const, 'stale' as const, 'silent' as const),
        (age, freshness) => {
          const shown = tileView(tile(1, { freshness }), age);
          if (age > 15_000) expect(shown.bpm).toBeNull();
          if (age > 3_000) expect(shown.freshness).not.toBe('fresh');
        },
      ),
    );
  });
});
