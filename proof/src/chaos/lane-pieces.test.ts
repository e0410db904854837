import { describe, expect, it } from 'vitest';
import { placed, untiled } from './lane-pieces.ts';

const piece = (fromSeq: number, toSeq: number, gateway = 'gym') => ({
  gateway,
  epoch: 'e',
  fromSeq,
  toSeq,
});
const stored = (fromSeq: number, toSeq: number, gateway = 'gym') => ({
  ...piece(fromSeq, toSeq, gateway),
  firstAt: fromSeq * 1_000,
  lastAt: toSeq * 1_000 + 900,
});

describe('a gap of a lane', () => {
  it('lies between the readings that were stored before and behind it', () => {
    const all = [stored(1, 4), stored(5, 8), stored(11, 20), stored(9, 9, 'track')];
    expect(placed([piece(9, 10)], all)).toEqual([
      { gateway: 'gym', messages: 2, after: 8_900, before: 11_000 },
    ]);
  });

  it('has no bound where nothing was stored, or nothing whose time is known', () => {
    const timeless = { ...stored(3, 3), firstAt: null, lastAt: null };
    expect(placed([piece(1, 2)], [timeless])).toEqual([
      { gateway: 'gym', messages: 2, after: Number.NEGATIVE_INFINITY, before: Number.POSITIVE_INFINITY },
    ]);
  });
});

describe('the pieces of a lane', () => {
  it('follow each other from 1, in whatever order they are told', () => {
    expect(untiled('result', [piece(4, 4), piece(1, 3), piece(1, 7, 'track'), piece(5, 9)])).toEqual([]);
  });

  it('are told where one is missing or two overlap', () => {
    expect(untiled('result', [piece(2, 3)])).toEqual(['the result lane of gym goes on at 2, not at 1']);
    expect(untiled('alert', [piece(1, 3), piece(5, 5)])).toEqual([
      'the alert lane of gym goes on at 5, not at 4',
    ]);
    expect(untiled('alert', [piece(1, 3), piece(3, 5)])).toEqual([
      'the alert lane of gym goes on at 3, not at 4',
    ]);
  });
});
