import type { TileView } from './tile-view.ts';
import { ZONES, type Zone } from './zones.ts';

/** The class at a glance. */
export interface Summary {
  readonly total: number;
  /** Pupils heard in the last 3 s. */
  readonly heard: number;
  /** Mean of the fresh, undoubted rates, whole bpm; `null` without one. */
  readonly meanBpm: number | null;
  readonly zones: readonly { readonly zone: Zone; readonly count: number }[];
  /** Pupils whose tile shows "-". */
  readonly unknown: number;
}

/** `heard` is the server's count; where the frame itself has grown old, nobody was heard. */
export function summaryOf(views: readonly TileView[], heard: number): Summary {
  const fresh = views.filter((view) => view.freshness === 'fresh');
  const rates = fresh.flatMap((view) => (view.bpm === null ? [] : [view.bpm]));
  return {
    total: views.length,
    heard: fresh.length === 0 ? 0 : heard,
    meanBpm: rates.length === 0 ? null : Math.round(rates.reduce((sum, bpm) => sum + bpm, 0) / rates.length),
    zones: ZONES.map((zone) => ({ zone, count: views.filter((view) => view.zone === zone).length })),
    unknown: views.filter((view) => view.zone === null).length,
  };
}
