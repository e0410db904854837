import { failure, type Result, success } from '@tizhi/contracts';
import { broadcastDevices } from './broadcast/index.ts';
import type { DeviceDefinition } from './device.ts';
import { demoStations } from './examples/demo-stations.ts';
import { gattDevices } from './gatt/index.ts';
import { makersDevices } from './gatt/makers/index.ts';
import { polarSensor } from './polar/pmd.ts';
import { serialDevices } from './serial/index.ts';

/** Every device known without configuration. Add one here and the law test walks it. */
export const definitions: readonly DeviceDefinition[] = [
  ...gattDevices,
  ...makersDevices,
  ...broadcastDevices,
  polarSensor,
  ...serialDevices,
  ...demoStations,
];

/**
 * The definition with this id. A characteristic may be written as Bluetooth tools do: `gatt/0x2A37`.
 * Unknown: `TIZHI_DEVICE_UNKNOWN` with the ids that are known.
 */
export function findDefinition(id: string): Result<DeviceDefinition> {
  const plain = id.trim().toLowerCase().replace('/0x', '/');
  const found = definitions.find((definition) => definition.id === plain);
  if (found !== undefined) return success(found);
  return failure('TIZHI_DEVICE_UNKNOWN', { id, known: definitions.map((known) => known.id).join(', ') });
}
