export * from './screening-of.ts';
