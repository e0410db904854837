import type { ItemKey } from '@tizhi/contracts';

/** How far a pupil's result may plausibly lie from the pupil's last one. */
export interface GrowthSpan {
  /** Either way, whenever it is measured again: day, mood, instrument. In the item's unit. */
  readonly noise: number;
  /** More, and less, that a year may bring; in the item's unit per year. */
  readonly gainPerYear: number;
  readonly lossPerYear: number;
}

/**
 * OURS: chosen wide by judgement, so that a notice is rare and worth a look; no study is behind them. They ask
 * a person to look and never change a result. Height: the standard's own error of a measurement is 0.5 cm, so
 * that two may differ by 1; a growth spurt stays below 14 cm a year; nobody shrinks.
 */
export const GROWTH_SPANS: Readonly<Record<ItemKey, GrowthSpan>> = {
  height: { noise: 1.5, gainPerYear: 14, lossPerYear: 0 },
  weight: { noise: 3, gainPerYear: 15, lossPerYear: 10 },
  vital_capacity: { noise: 500, gainPerYear: 900, lossPerYear: 500 },
  run_50m: { noise: 1, gainPerYear: 0.8, lossPerYear: 1.2 },
  sit_and_reach: { noise: 5, gainPerYear: 6, lossPerYear: 6 },
  rope_skip_1min: { noise: 30, gainPerYear: 60, lossPerYear: 30 },
  sit_up_1min: { noise: 8, gainPerYear: 15, lossPerYear: 12 },
  shuttle_50m_x8: { noise: 12, gainPerYear: 15, lossPerYear: 20 },
  pull_up: { noise: 3, gainPerYear: 8, lossPerYear: 6 },
  standing_long_jump: { noise: 18, gainPerYear: 30, lossPerYear: 15 },
  run_1000m: { noise: 25, gainPerYear: 40, lossPerYear: 45 },
  run_800m: { noise: 25, gainPerYear: 40, lossPerYear: 45 },
};

/**
 * Below which a class is never called wide apart, in the item's unit: a robust standard deviation smaller than
 * this is taken as this. OURS, as above.
 */
export const LEAST_SPREAD: Readonly<Record<ItemKey, number>> = {
  height: 4,
  weight: 4,
  vital_capacity: 250,
  run_50m: 0.4,
  sit_and_reach: 3,
  rope_skip_1min: 12,
  sit_up_1min: 4,
  shuttle_50m_x8: 6,
  pull_up: 2,
  standing_long_jump: 10,
  run_1000m: 15,
  run_800m: 15,
};
