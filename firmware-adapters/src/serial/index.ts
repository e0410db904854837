import type { DeviceDefinition } from '../device.ts';
import { scales } from './scales/index.ts';
import { timers } from './timing/index.ts';

/** Every device on a serial line that is known without configuration. */
export const serialDevices: readonly DeviceDefinition[] = [...scales, ...timers];
