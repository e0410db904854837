import type { LiveCoverage, LiveDevice, LiveFrame } from '@tizhi/contracts';
import { freshnessOf } from './tile-view.ts';

/** At or below it a strap may not last the lesson: Bluetooth sensors warn from 20 % down to 10 %. */
export const LOW_BATTERY = 20;

/** One row of the table of devices. */
export interface DeviceView {
  readonly device: string;
  readonly seat: number;
  readonly name: string;
  readonly freshness: ReturnType<typeof freshnessOf>;
  /** Since it was last heard, ms; `null`: never. */
  readonly ageMs: number | null;
  /** `null` where nothing is known, or what is known is old. */
  readonly signal: LiveDevice['signal'];
  readonly battery: number | null;
  readonly isLow: boolean;
  readonly spo2: number | null;
  readonly temperature: number | null;
}

const RANK = { silent: 0, stale: 1, fresh: 2 } as const;

/**
 * The devices of a frame as they stand `sinceFrameMs` after it came, those that need a hand first: silent ones, then
 * low batteries, then by seat.
 */
export function deviceViews(
  { devices, tiles }: Pick<LiveFrame, 'devices' | 'tiles'>,
  sinceFrameMs: number,
): DeviceView[] {
  const pupils = new Map(tiles.map((tile) => [tile.subject, tile]));
  return devices
    .map(({ subject, ageMs, signal, battery, ...rest }) => {
      const now = ageMs === null ? null : ageMs + Math.max(0, sinceFrameMs);
      const freshness = freshnessOf(now);
      return {
        ...rest,
        seat: pupils.get(subject)?.seat ?? 0,
        name: pupils.get(subject)?.name ?? '',
        freshness,
        ageMs: now,
        signal: freshness === 'silent' ? null : signal,
        battery,
        isLow: battery !== null && battery <= LOW_BATTERY,
      };
    })
    .sort(
      (a, b) => RANK[a.freshness] - RANK[b.freshness] || Number(b.isLow) - Number(a.isLow) || a.seat - b.seat,
    );
}

/** Where no frame comes any more, nothing was heard in the last seconds. */
export const coverageNow = (
  { heard, expected, withinMs }: LiveCoverage,
  sinceFrameMs: number,
): LiveCoverage => ({
  heard: sinceFrameMs > withinMs ? 0 : heard,
  expected,
  withinMs,
});
