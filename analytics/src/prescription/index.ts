export { DOSE_RULES, type DoseRule } from './library/dose-rules.ts';
export { DRILLS, drillOf, LIBRARY_VERSION } from './library/library.ts';
export type { Equipment } from './plan/pick.ts';
export { type PrescribeInput, prescribe } from './plan/prescribe.ts';
export { HEALTH_QUESTIONS, type HealthQuestion } from './plan/questions.ts';
export { type Plan, SESSION_DAYS, sessionOn } from './wall/session-on.ts';
export { type WallPupil, wallOf } from './wall/wall-of.ts';
