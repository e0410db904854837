import type { DeviceDefinition } from '../../device.ts';
import { andScale } from './and.ts';
import { mtSicsScale } from './mt-sics.ts';
import { ohausScale } from './ohaus.ts';
import { reversedScale } from './reversed.ts';
import { sartoriusScale } from './sartorius.ts';
import { stGsScale } from './st-gs.ts';
import { toledoChecked, toledoContinuous } from './toledo.ts';
import { xk3190Scale } from './xk3190.ts';

/** Scales (体重秤、台秤、称重仪表). */
export const scales: readonly DeviceDefinition[] = [
  stGsScale,
  andScale,
  mtSicsScale,
  ohausScale,
  sartoriusScale,
  toledoContinuous,
  toledoChecked,
  xk3190Scale,
  reversedScale,
];
