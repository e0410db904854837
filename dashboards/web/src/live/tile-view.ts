import type { Doubt, Freshness, LiveTile, SubjectId } from '@tizhi/contracts';
import { type Zone, zoneOf } from './zones.ts';

/** The contract's limits of freshness (`Freshness`): heard in the last 3 s, 15 s, or longer ago. */
export const FRESH_MS = 3_000;
export const STALE_MS = 15_000;

/** Why a tile shows "-" instead of a rate. */
export type Missing = Doubt | 'silent' | 'never';

/** What one tile shows. Flat and of plain values, so that an unchanged tile is not drawn again. */
export interface TileView {
  readonly subject: SubjectId;
  readonly seat: number;
  readonly name: string;
  /** `null` is shown as "-", and `missing` says why. */
  readonly bpm: number | null;
  readonly zone: Zone | null;
  readonly missing: Missing | null;
  readonly freshness: Freshness;
  /** Whole seconds since heard; `null` while fresh (so that a fresh tile does not change each second). */
  readonly ageS: number | null;
  readonly alert: boolean;
}

const RANK: Readonly<Record<Freshness, number>> = { fresh: 0, stale: 1, silent: 2 };

/** How fresh a value of this age is; `null`: never heard. */
export function freshnessOf(ageMs: number | null): Freshness {
  if (ageMs === null || ageMs > STALE_MS) return 'silent';
  return ageMs > FRESH_MS ? 'stale' : 'fresh';
}

/**
 * A tile as it must be shown `sinceFrameMs` after its frame came. Between frames, and above all when no frame
 * comes any more, values grow old here: an old rate is never shown as live. Nobody's wall clock is asked. The
 * server's own judgement is kept where it is worse.
 */
export function tileView(tile: LiveTile, sinceFrameMs: number): TileView {
  const ageMs = tile.ageMs === null ? null : tile.ageMs + Math.max(0, sinceFrameMs);
  const own = freshnessOf(ageMs);
  const freshness = RANK[own] > RANK[tile.freshness] ? own : tile.freshness;
  const missing = missingReason(tile, freshness);
  return {
    subject: tile.subject,
    seat: tile.seat,
    name: tile.name,
    bpm: missing === null ? tile.bpm : null,
    zone: missing === null ? zoneOf(tile.zone) : null,
    missing,
    freshness,
    ageS: freshness === 'fresh' || ageMs === null ? null : Math.floor(ageMs / 1000),
    alert: tile.alert,
  };
}

function missingReason(tile: LiveTile, freshness: Freshness): Missing | null {
  if (tile.ageMs === null) return 'never';
  if (freshness === 'silent') return 'silent';
  if (tile.doubt !== null) return tile.doubt;
  return tile.bpm === null ? 'no_value' : null;
}
