export * from './class-load.ts';
export * from './constants.ts';
export * from './load-tally.ts';
export * from './plan-against-actual.ts';
export * from './resting-rate.ts';
export * from './trimp.ts';
export * from './wearer.ts';
