export * from './adjusted-effect.ts';
export type { EvidenceTest } from './complete-test.ts';
export * from './evidence-report.ts';
export type { EvidenceProgramme } from './programme-effects.ts';
export { type SimulatedProgramme, simulateProgramme } from './simulate-programme.ts';
