export { INTERVAL_LEVEL } from './changes.ts';
export { DEFAULT_REFERENCE } from './generated/reference.ts';
export * from './points.ts';
export type {
  ForecastModel,
  GroupReference,
  Known,
  Measure,
  Reference,
  ResidualShape,
  Variable,
} from './reference.ts';
export { DEVIATES } from './reference.ts';
export * from './reference-from.ts';
export * from './reliability.ts';
export * from './trajectories-of.ts';
export * from './trajectory-of.ts';
