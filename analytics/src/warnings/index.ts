export * from './findings-of.ts';
export * from './life.ts';
export * from './measure-rules.ts';
export * from './refuse-act.ts';
export { PRECISION_FLOOR, WARNING_RULES, warningRule } from './rules/index.ts';
