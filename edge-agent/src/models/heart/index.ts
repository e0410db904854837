export {
  estimateHeart,
  HEART_KINDS,
  HEART_VERSION,
  type HeartKind,
  type HeartResult,
  type HeartSignal,
} from './estimate.ts';
export { HeartStream } from './live/heart-stream.ts';
export type { HeartChunk, LiveHeart, LiveHeartKind } from './live/live-heart.ts';
export type { Acceleration } from './ppg/window.ts';
export { LOOK as PPG_LOOK_SECONDS } from './ppg/window.ts';
export type { NoRate, RateAt } from './rate.ts';
export type { Samples } from './signal/series.ts';
export { budgetAfterStrap, type StrapLag, strapLag } from './straps.ts';
export {
  spoiltIntervals,
  syntheticBeats,
  syntheticEcg,
  syntheticWrist,
} from './synthetic.ts';
