export * from './browser.ts';
export * from './folder.ts';
export * from './influxd.ts';
export * from './mosquitto.ts';
export * from './parts.ts';
export * from './process.ts';
export * from './pty.ts';
export * from './tizhi.ts';
