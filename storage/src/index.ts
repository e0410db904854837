export * from './influx-telemetry.ts';
export * from './master-key.ts';
export * from './open-stores.ts';
export * from './record-store.ts';
export * from './secret-file.ts';
export * from './sqlite-records.ts';
export * from './sqlite-telemetry.ts';
export * from './telemetry-store.ts';
