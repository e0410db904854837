import type { LiveFrame, SubjectId } from '@tizhi/contracts';
import { orderOf, type Sort } from './order.ts';

/** All that changes on the live page besides its connection. Times are the page's own clock, ms. */
export interface LiveState {
  readonly sort: Sort;
  readonly frame: LiveFrame | null;
  /** When `frame` arrived. */
  readonly receivedAt: number;
  /** Where the pupils stand; changes rarely, so that a thumb hits the tile it aims at. */
  readonly order: readonly SubjectId[];
  readonly orderedAt: number;
}

export type LiveEvent =
  | { readonly kind: 'frame'; readonly frame: LiveFrame; readonly now: number }
  | { readonly kind: 'sort'; readonly sort: Sort; readonly now: number };

export const noFrameYet: LiveState = { sort: 'seat', frame: null, receivedAt: 0, order: [], orderedAt: 0 };

/** Sorted by rate, tiles change places at most this often: a grid that dances cannot be read. */
export const REORDER_MS = 5_000;

/** A frame that is older than the one shown by less than this came late; by more, the server's clock was set back. */
export const LATE_MS = 5_000;

export function liveStep(state: LiveState, event: LiveEvent): LiveState {
  switch (event.kind) {
    case 'sort': {
      if (event.sort === state.sort) return state;
      const order = state.frame === null ? [] : orderOf(state.frame.tiles, event.sort);
      return { ...state, sort: event.sort, order, orderedAt: event.now };
    }
    case 'frame': {
      const { frame, now } = event;
      // A frame that a dying connection delivers late must not overwrite a newer one.
      const olderMs = state.frame?.lesson === frame.lesson ? state.frame.serverAt - frame.serverAt : 0;
      if (olderMs > 0 && olderMs < LATE_MS) return state;
      const next = { ...state, frame, receivedAt: now };
      return mayReorder(state, event)
        ? { ...next, order: orderOf(frame.tiles, state.sort), orderedAt: now }
        : next;
    }
  }
}

function mayReorder(state: LiveState, { frame, now }: { frame: LiveFrame; now: number }): boolean {
  const known = new Set(state.order);
  const sameClass = frame.tiles.length === known.size && frame.tiles.every((tile) => known.has(tile.subject));
  if (!sameClass) return true;
  switch (state.sort) {
    case 'seat':
      return false;
    case 'rate':
      return now - state.orderedAt >= REORDER_MS;
    case 'alerts':
      return alertsOf(state.frame) !== alertsOf(frame);
  }
}

/** Whose alerts are open, as one comparable text. */
export const alertsOf = (frame: LiveFrame | null): string =>
  (frame?.tiles ?? [])
    .filter((tile) => tile.alert)
    .map((tile) => tile.subject)
    .sort()
    .join(' ');

/** The server's clock as this page estimates it; `null` before the first frame. */
export const serverNow = (state: LiveState, now: number): number | null =>
  state.frame === null ? null : state.frame.serverAt + Math.max(0, now - state.receivedAt);
