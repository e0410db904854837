import type { ItemKey, Quantity } from '@tizhi/contracts';

/**
 * Objects of BTHome v2: their lengths, and what those that matter here are. Source: bthome.io/format (v2), the
 * table of sensor data, binary sensors, events and device information. A length is needed of every object, as the
 * next one begins behind it.
 */
export interface BthomeObject {
  /** Octets of the value; `counted`: the first one says how many follow. */
  readonly length: number | 'counted';
  readonly signed?: true;
  readonly is?: { readonly quantity: Quantity } | { readonly item: ItemKey };
  /** value = raw x numerator / denominator */
  readonly ratio?: readonly [numerator: number, denominator: number];
}

const passed = (length: number, ...ids: readonly number[]): [number, BthomeObject][] =>
  ids.map((id) => [id, { length }]);
const quantity = (
  quantity: Quantity,
  length: number,
  ratio: readonly [number, number],
  signed?: 'signed',
): BthomeObject => ({ length, ratio, is: { quantity }, ...(signed === undefined ? {} : { signed: true }) });

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);

export const BTHOME_OBJECTS: ReadonlyMap<number, BthomeObject> = new Map<number, BthomeObject>([
  // Passed by: packet number, counts, states of doors and lamps, buttons, and what a school does not measure.
  ...passed(1, 0x00, 0x09, 0x0f, 0x10, 0x11, ...range(0x15, 0x2d), 0x2f, 0x3a, 0x46, 0x59, 0x60, 0x64),
  ...passed(2, 0x08, 0x0d, 0x0e, 0x13, 0x14, 0x3c, 0x3d, 0x3f, 0x43, 0x47, 0x48, 0x49),
  ...passed(2, 0x51, 0x52, 0x56, 0x5a, 0x5d, 0x5e, 0x5f, 0x61, 0xf0),
  ...passed(3, 0x05, 0x0a, 0x42, 0x4b, 0xf2),
  ...passed(4, 0x3e, 0x4c, 0x4d, 0x4e, 0x4f, 0x50, 0x55, 0x5b, 0x63, 0xf1),
  [0x53, { length: 'counted' }],
  [0x54, { length: 'counted' }],
  [0x01, quantity('battery', 1, [1, 1])],
  [0x02, quantity('air_temperature', 2, [1, 100], 'signed')],
  [0x03, quantity('humidity', 2, [1, 100])],
  [0x04, quantity('air_pressure', 3, [1, 100])],
  [0x06, { length: 2, ratio: [1, 100], is: { item: 'weight' } }],
  [0x07, { length: 2, ratio: [45_359_237, 10_000_000_000], is: { item: 'weight' } }],
  [0x0b, quantity('power', 3, [1, 100])],
  // Of a sensor with a battery; mains voltage is out of the quantity's range and doubted.
  [0x0c, quantity('battery_voltage', 2, [1, 1000])],
  [0x12, quantity('co2', 2, [1, 1])],
  [0x2e, quantity('humidity', 1, [1, 1])],
  [0x40, quantity('distance', 2, [1, 1000])],
  [0x41, quantity('distance', 2, [1, 10])],
  [0x44, quantity('speed', 2, [1, 100])],
  [0x45, quantity('air_temperature', 2, [1, 10], 'signed')],
  [0x4a, quantity('battery_voltage', 2, [1, 10])],
  [0x57, quantity('air_temperature', 1, [1, 1], 'signed')],
  [0x58, quantity('air_temperature', 1, [35, 100], 'signed')],
  [0x5c, quantity('power', 4, [1, 100], 'signed')],
  [0x62, quantity('speed', 4, [1, 1_000_000], 'signed')],
]);
