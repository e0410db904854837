export * from './record-store.ts';
export * from './telemetry-store.ts';
