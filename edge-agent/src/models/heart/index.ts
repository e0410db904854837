export {
  estimateHeart,
  HEART_KINDS,
  HEART_VERSION,
  type HeartKind,
  type HeartResult,
  type HeartSignal,
} from './estimate.ts';
export type { Acceleration } from './ppg/prepare.ts';
export type { NoRate, RateAt } from './rate.ts';
export type { Samples } from './signal/series.ts';
export {
  spoiltIntervals,
  syntheticBeats,
  syntheticEcg,
  syntheticWrist,
} from './synthetic.ts';
