export * from './certificate/index.ts';
export * from './heart/index.ts';
export * from './national-template/index.ts';
export * from './standard/index.ts';
export * from './test-day/index.ts';
