export * from './body-mass-index.ts';
export type { BandCell, BonusCell, TableCell, ThresholdCell } from './cells.ts';
export { STANDARD_VERSION } from './generated/version.ts';
export { levelName } from './levels.ts';
export * from './measurement.ts';
export * from './score-item.ts';
export * from './score-pupil.ts';
export type { SourceLetters } from './table-types.ts';
