export * from './diff-exports.ts';
export * from './national-export.ts';
export * from './pupils-of-days.ts';
export { writeNationalTemplate } from './write-template.ts';
