import type { LiveTile } from '@tizhi/contracts';
import { describe, expect, it } from 'vitest';
import { frame, subject, tile } from '../samples/samples.ts';
import { type LiveState, liveStep, noFrameYet, REORDER_MS, serverNow } from './live-state.ts';
import type { Sort } from './order.ts';

const seats = (state: LiveState) =>
  state.order.map((id) => state.frame?.tiles.find((each) => each.subject === id)?.seat);
const show = (sort: Sort, frames: readonly { at: number; tiles: readonly LiveTile[] }[]) =>
  frames.reduce(
    (state, { at, tiles }) => liveStep(state, { kind: 'frame', frame: frame(at, tiles), now: at }),
    liveStep(noFrameYet, { kind: 'sort', sort, now: 0 }),
  );

describe('the live page', () => {
  it('stands by seat until told otherwise', () => {
    const tiles = [tile(1, { bpm: 90 }), tile(2, { bpm: 170 }), tile(3, { alert: true })];
    let state = show('seat', [{ at: 1_000, tiles }]);
    expect(seats(state)).toEqual([1, 2, 3]);
    state = liveStep(state, { kind: 'sort', sort: 'rate', now: 1_100 });
    expect(seats(state)).toEqual([2, 3, 1]);
    state = liveStep(state, { kind: 'sort', sort: 'alerts', now: 1_200 });
    expect(seats(state)).toEqual([3, 1, 2]);
  });

  it('puts missing rates last when sorted by rate', () => {
    const tiles = [tile(1, { bpm: null }), tile(2, { bpm: 80 }), tile(3, { freshness: 'silent', bpm: 200 })];
    expect(seats(show('rate', [{ at: 1_000, tiles }]))).toEqual([2, 1, 3]);
  });

  it('does not dance: tiles sorted by rate change places every five seconds at most', () => {
    const [calm, wild] = [tile(1, { bpm: 100 }), tile(2, { bpm: 99 })];
    const first = { at: 10_000, tiles: [calm, wild] };
    const swapped = [calm, tile(2, { bpm: 180 })];
    const early = show('rate', [first, { at: 10_000 + REORDER_MS - 1, tiles: swapped }]);
    expect(seats(early)).toEqual([1, 2]);
    expect(early.frame?.tiles[1]?.bpm).toBe(180);
    expect(seats(show('rate', [first, { at: 10_000 + REORDER_MS, tiles: swapped }]))).toEqual([2, 1]);
  });

  it('brings a new alert to the front at once', () => {
    const state = show('alerts', [
      { at: 1_000, tiles: [tile(1), tile(2)] },
      { at: 1_100, tiles: [tile(1), tile(2, { alert: true })] },
    ]);
    expect(seats(state)).toEqual([2, 1]);
  });

  it('makes room at once for a pupil who joins', () => {
    const state = show('rate', [
      { at: 1_000, tiles: [tile(1)] },
      { at: 1_100, tiles: [tile(1), tile(9, { bpm: 150 })] },
    ]);
    expect(seats(state)).toEqual([9, 1]);
  });

  it('ignores a frame older than the one it shows', () => {
    const state = show('seat', [
      { at: 5_000, tiles: [tile(1, { bpm: 140 })] },
      { at: 4_000, tiles: [tile(1, { bpm: 90 })] },
    ]);
    expect(state.frame?.tiles[0]?.bpm).toBe(140);
  });

  it("goes on with the server's frames after its clock was set back", () => {
    const state = show('seat', [
      { at: 9_000_000, tiles: [tile(1, { bpm: 140 })] },
      { at: 5_400_000, tiles: [tile(1, { bpm: 90 })] },
    ]);
    expect(state.frame?.tiles[0]?.bpm).toBe(90);
  });

  it('lets the server clock run on between frames', () => {
    expect(serverNow(noFrameYet, 5)).toBeNull();
    const state = liveStep(noFrameYet, { kind: 'frame', frame: frame(700_000, [tile(1)]), now: 50 });
    expect(serverNow(state, 2_050)).toBe(702_000);
    expect(state.order).toEqual([subject(1)]);
  });
});
