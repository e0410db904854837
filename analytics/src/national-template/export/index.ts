export * from './national-export.ts';
