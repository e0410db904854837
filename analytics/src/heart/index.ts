export * from './age.ts';
export * from './max-bpm.ts';
export * from './zone.ts';
