import { type DeviceId, TizhiError } from '@tizhi/contracts';
import {
  behindLengths,
  type DeviceDefinition,
  declareStation,
  findDefinition,
  type TimedItem,
  timedItem,
} from '@tizhi/firmware-adapters';
import type { EdgeConfig } from './config/edge-config.ts';
import { simulatedStrapIds } from './sources/simulate-source.ts';

/** What each configured device speaks. */
export interface Definitions {
  readonly of: (id: string) => DeviceDefinition;
  readonly devices: ReadonlyMap<DeviceId, DeviceDefinition>;
}

function timing(definition: DeviceDefinition, item: TimedItem): DeviceDefinition {
  if (definition.measures.includes('timing')) return timedItem(definition, item);
  throw new TizhiError('TIZHI_DEVICE_DEFINITION_INVALID', {
    id: definition.id,
    problem: `it is no timing system and cannot time ${item}`,
    fix: 'Leave "times" out of its source.',
  });
}

/** Throws `TIZHI_DEVICE_DEFINITION_INVALID` for a declared station that makes no sense, `TIZHI_DEVICE_UNKNOWN`. */
export function definitionsOf(config: EdgeConfig): Definitions {
  const declared = new Map(
    config.stations.map((spec) => {
      const station = declareStation(spec);
      if (!station.ok) throw new TizhiError(station.failure.code, station.failure.params);
      return [spec.id as string, station.value];
    }),
  );
  // Declared stations first: a school may describe its own variant under a built-in name.
  const of = (id: string): DeviceDefinition => {
    const own = declared.get(id);
    if (own !== undefined) return own;
    const found = findDefinition(id);
    if (!found.ok) throw new TizhiError(found.failure.code, found.failure.params);
    return found.value;
  };
  type Pair = [DeviceId, DeviceDefinition];
  const pairs = config.sources.flatMap((source): Pair[] => {
    if (source.kind === 'ble') {
      // Each of its frames says its own definition.
      return source.devices.map(({ device, definitions }): Pair => [device, of(definitions[0] ?? '')]);
    }
    if (source.kind === 'camera') return [];
    if (source.kind !== 'simulate') {
      const spoken = of(source.definition);
      const definition = 'times' in source && source.times ? timing(spoken, source.times) : spoken;
      const hasLengths = source.kind === 'tcp' && source.carries === 'messages';
      return [[source.device, hasLengths ? behindLengths(definition) : definition]];
    }
    return [
      ...simulatedStrapIds(source).map((device): Pair => [device, of('gatt/2a37')]),
      ...source.stations.map(({ device, definition }): Pair => [device, of(definition)]),
    ];
  });
  return { of, devices: new Map(pairs) };
}
