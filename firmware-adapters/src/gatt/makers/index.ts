import type { DeviceDefinition } from '../../device.ts';
import { contecOximeter } from './contec-oximeter.ts';
import { soehnleScale } from './soehnle-scale.ts';
import { transtekScale } from './transtek-scale.ts';

/** Devices with a maker's own characteristic. */
export const makersDevices: readonly DeviceDefinition[] = [contecOximeter, transtekScale, soehnleScale];
