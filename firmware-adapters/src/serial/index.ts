import type { DeviceDefinition } from '../device.ts';
import { columns } from './columns/index.ts';
import { gripDynamometer } from './lines/grip.ts';
import { stationLines } from './lines/stations.ts';
import { modbusStations } from './modbus/stations.ts';
import { id12, rdm6300 } from './readers/em4100.ts';
import { lineReaders } from './readers/lines.ts';
import { scales } from './scales/index.ts';
import { timers } from './timing/index.ts';

/** Every device on a serial line that is known without configuration. */
export const serialDevices: readonly DeviceDefinition[] = [
  ...scales,
  ...columns,
  ...stationLines,
  gripDynamometer,
  ...modbusStations,
  ...timers,
  rdm6300,
  id12,
  ...lineReaders,
];
