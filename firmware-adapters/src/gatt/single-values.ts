import type { Bilingual, DeviceDefinition, Golden } from '../device.ts';
import { quantityReading as q } from '../trusted-readings.ts';
import type { Part } from './flagged.ts';
import { BY_HAND, flaggedDevice } from './flagged-device.ts';
import { ratio } from './formats.ts';

/** Characteristics that are one number. Source: GATT Specification Supplement. */
const single = (about: {
  readonly service: string;
  readonly characteristic: string;
  readonly name: Bilingual;
  readonly value: Omit<Part, 'name'>;
  readonly golden: readonly Golden[];
}): DeviceDefinition => {
  const { value, ...rest } = about;
  return flaggedDevice({ ...rest, layout: { flags: 0, groups: [{ parts: [{ name: 'value', ...value }] }] } });
};

/** Battery Service 0x180F, Battery Level 0x2A19: of a strap, a scale, an oximeter. */
export const batteryLevel = single({
  service: '180f',
  characteristic: '2a19',
  name: { zh: '设备电量', en: "A device's battery (Bluetooth Battery Service)" },
  value: { format: 'u8', is: { quantity: 'battery' } },
  golden: [
    { hex: '64', readings: [q('battery', 100)], source: BY_HAND },
    { hex: '00', readings: [q('battery', 0)], source: BY_HAND },
    { hex: 'ff', readings: [q('battery', 255)], source: `${BY_HAND}: above 100 is reserved` },
    { hex: '', rejected: 'truncated', source: BY_HAND },
    { hex: '6400', rejected: 'trailing_bytes', source: BY_HAND },
  ],
});

/** Environmental Sensing Service 0x181A: whether a lesson may be held outdoors, or a hall aired. */
export const airTemperature = single({
  service: '181a',
  characteristic: '2a6e',
  name: { zh: '气温传感器', en: 'Air temperature (Bluetooth Environmental Sensing Service)' },
  value: { format: 's16', none: -32_768, is: { quantity: 'air_temperature' }, scale: ratio(1, 100) },
  golden: [
    { hex: 'c409', readings: [q('air_temperature', 25)], source: BY_HAND },
    { hex: '18fc', readings: [q('air_temperature', -10)], source: BY_HAND },
    { hex: '0080', readings: [q('air_temperature', null)], source: `${BY_HAND}: not known` },
    { hex: 'c4', rejected: 'truncated', source: BY_HAND },
    { hex: 'c40900', rejected: 'trailing_bytes', source: BY_HAND },
  ],
});
export const airHumidity = single({
  service: '181a',
  characteristic: '2a6f',
  name: { zh: '湿度传感器', en: 'Humidity (Bluetooth Environmental Sensing Service)' },
  value: { format: 'u16', none: 0xffff, is: { quantity: 'humidity' }, scale: ratio(1, 100) },
  golden: [
    { hex: '8813', readings: [q('humidity', 50)], source: BY_HAND },
    { hex: 'ffff', readings: [q('humidity', null)], source: `${BY_HAND}: not known` },
    { hex: '88', rejected: 'truncated', source: BY_HAND },
    { hex: '881300', rejected: 'trailing_bytes', source: BY_HAND },
  ],
});
/** Tenths of a pascal. */
export const airPressure = single({
  service: '181a',
  characteristic: '2a6d',
  name: { zh: '气压传感器', en: 'Air pressure (Bluetooth Environmental Sensing Service)' },
  value: { format: 'u32', is: { quantity: 'air_pressure' }, scale: ratio(1, 1000) },
  golden: [
    { hex: '02760f00', readings: [q('air_pressure', 1013.25)], source: BY_HAND },
    { hex: '02760f', rejected: 'truncated', source: BY_HAND },
    { hex: '02760f0000', rejected: 'trailing_bytes', source: BY_HAND },
  ],
});
