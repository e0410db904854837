export * from './adapter.ts';
export { fromHex, toHex } from './bytes.ts';
export * from './definitions.ts';
export * from './device.ts';
export * from './framing/create-framer.ts';
export * from './framing/framing.ts';
export { decodeHeartRate, encodeHeartRate } from './gatt/heart-rate-measurement.ts';
