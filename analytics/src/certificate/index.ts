export * from './canonical-json.ts';
export * from './certificate.ts';
export * from './lane-proof.ts';
export { totalsOf } from './verdict.ts';
export * from './verify-certificate.ts';
export * from './verify-data.ts';
