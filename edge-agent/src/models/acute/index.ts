export * from './corpus/index.ts';
export { evidenceOf } from './evidence.ts';
export { type HeartState, heartState } from './heart-state.ts';
export { movementFrom } from './movement.ts';
export { PupilWatch, type StateChange } from './pupil-watch.ts';
export type { AcuteRule, RuleNumber, Verdict as AcuteVerdict } from './rule.ts';
export type {
  Judged as JudgedSecond,
  Limits,
  Movement,
  MovementLevel,
  NurseSettings,
  Second,
} from './second.ts';
export { ACUTE_TABLE } from './table.ts';
export { tableText } from './table-text.ts';
