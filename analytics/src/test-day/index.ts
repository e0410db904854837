export * from './fold.ts';
export type { EarlierResult, TestDayFold, TestDayInput, TestDayPupil } from './input.ts';
export * from './level-summary.ts';
export * from './refuse-decision.ts';
export * from './score-interval.ts';
export * from './trace-score.ts';
export * from './what-if.ts';
