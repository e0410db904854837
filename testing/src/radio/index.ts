export * from './broadcaster.ts';
export * from './emulated-air.ts';
export * from './strap.ts';
export type { PeripheralServices } from './strap-messages.ts';
