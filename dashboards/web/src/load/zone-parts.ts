import type { Zone } from '../live/zones.ts';
import { ZONES } from '../live/zones.ts';

/** A part of a bar of minutes: a zone, or the time in which nothing was heard. */
export interface ZonePart {
  readonly key: Zone | 'unknown';
  readonly minutes: number;
  /** Of the bar, %. */
  readonly percent: number;
}

/** The parts of a bar in the order of intensity, what is unknown last; parts of no length are left out. */
export function zoneParts({
  zoneMinutes,
  unknownMinutes,
}: {
  readonly zoneMinutes: readonly number[];
  readonly unknownMinutes: number;
}): ZonePart[] {
  const all = [
    ...ZONES.map((zone) => ({ key: zone, minutes: zoneMinutes[zone] ?? 0 })),
    { key: 'unknown' as const, minutes: unknownMinutes },
  ];
  const total = all.reduce((sum, { minutes }) => sum + minutes, 0);
  if (total === 0) return [];
  return all
    .filter(({ minutes }) => minutes > 0)
    .map((part) => ({ ...part, percent: (part.minutes / total) * 100 }));
}

/** Minutes as a page writes them: whole from ten on, else with one decimal. */
export const minutesText = (minutes: number): string =>
  minutes >= 9.95 ? String(Math.round(minutes)) : minutes.toFixed(1);

/** A share as a percentage; `-` where it is not known. */
export const percentText = (share: number | null): string =>
  share === null ? '-' : `${Math.round(share * 100)}%`;
