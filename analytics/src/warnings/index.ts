export * from './findings-of.ts';
export * from './life.ts';
export * from './measure-rules.ts';
export * from './refuse-act.ts';
export * from './rules/index.ts';
