import type { ItemKey } from '@tizhi/contracts';

/** What is unusual at a station of an item. OURS, by judgement. */
export interface StationHabit {
  /** Less than this between two pupils is too soon, in ms; `null`: it measures many at once (heats, mats). */
  readonly leastMs: number | null;
  /** Less than this between two attempts of one pupil is too soon, in ms. */
  readonly leastOwnMs: number;
  /** Whether the very same number twice running is rare enough to tell of a display that stood still. */
  readonly repeatIsRare: boolean;
}

export const STATION_HABITS: Readonly<Record<ItemKey, StationHabit>> = {
  height: { leastMs: 2_000, leastOwnMs: 1_000, repeatIsRare: true },
  weight: { leastMs: 2_000, leastOwnMs: 1_000, repeatIsRare: true },
  vital_capacity: { leastMs: 4_000, leastOwnMs: 4_000, repeatIsRare: true },
  run_50m: { leastMs: null, leastOwnMs: 60_000, repeatIsRare: false },
  sit_and_reach: { leastMs: 3_000, leastOwnMs: 3_000, repeatIsRare: true },
  rope_skip_1min: { leastMs: null, leastOwnMs: 60_000, repeatIsRare: false },
  sit_up_1min: { leastMs: null, leastOwnMs: 60_000, repeatIsRare: false },
  shuttle_50m_x8: { leastMs: null, leastOwnMs: 300_000, repeatIsRare: false },
  pull_up: { leastMs: 3_000, leastOwnMs: 30_000, repeatIsRare: false },
  standing_long_jump: { leastMs: 3_000, leastOwnMs: 3_000, repeatIsRare: true },
  run_1000m: { leastMs: null, leastOwnMs: 600_000, repeatIsRare: false },
  run_800m: { leastMs: null, leastOwnMs: 600_000, repeatIsRare: false },
};
