export * from './diff-exports.ts';
export * from './national-export.ts';
export { writeNationalTemplate } from './write-template.ts';
