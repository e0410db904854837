import type { DeviceDefinition } from '../device.ts';
import { bthome } from './bthome.ts';
import { miBodyComposition, miScale } from './mi-scale.ts';
import { polarHeartRateBroadcast } from './polar-heart-rate.ts';

/** Devices that are heard without a connection. */
export const broadcastDevices: readonly DeviceDefinition[] = [
  polarHeartRateBroadcast,
  bthome,
  miScale,
  miBodyComposition,
];
