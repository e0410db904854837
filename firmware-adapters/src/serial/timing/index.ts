import type { DeviceDefinition } from '../../device.ts';
import { algeTdc8001, algeTimy } from './alge.ts';
import { tagHeuer } from './tag-heuer.ts';

/** Timing systems with light gates (计时设备). */
export const timers: readonly DeviceDefinition[] = [algeTdc8001, algeTimy, tagHeuer];
