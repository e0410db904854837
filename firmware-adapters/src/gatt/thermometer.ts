import { doubted, quantityReading, type Trust } from '../trusted-readings.ts';
import type { Flagged } from './flagged.ts';
import { BY_HAND, flaggedDevice } from './flagged-device.ts';
import { ratio, type Scale, withoutDust } from './formats.ts';

/**
 * Health Thermometer Service 0x1809: Temperature Measurement 0x2A1C and Intermediate Temperature 0x2A1E.
 * Source: Bluetooth SIG, Health Thermometer Service 1.0, sections 3.1 and 3.3. The number is a FLOAT.
 */
const FAHRENHEIT: Scale = {
  of: (raw) => withoutDust(((raw - 32) * 5) / 9),
  raw: (value) => withoutDust((value * 9) / 5 + 32),
};
const CELSIUS = ratio(1);

export const temperatureMeasurement: Flagged = {
  flags: 1,
  plain: [0],
  groups: [
    {
      parts: [
        {
          name: 'temperature',
          format: 'float',
          is: { quantity: 'body_temperature' },
          scale: (flags) => (flags & 1 ? FAHRENHEIT : CELSIUS),
        },
      ],
    },
    { bit: 1, parts: [{ name: 'timestamp', format: 'dateTime' }] },
    { bit: 2, parts: [{ name: 'type', format: 'u8' }] },
  ],
};
/** While the sensor still warms up: the number is on its way to the result and must not be taken for it. */
const intermediateTemperature: Flagged = { ...temperatureMeasurement, trust: () => doubted('unstable') };

const said = (value: number | null, trust?: Trust) => [quantityReading('body_temperature', value, trust)];
const EXCESS_128 = 'bluetooth-sig-python test vector that contradicts IEEE 11073-20601, read by the standard';

/** A clinical thermometer (体温计). */
export const healthThermometer = flaggedDevice({
  service: '1809',
  characteristic: '2a1c',
  name: { zh: '体温计（蓝牙标准）', en: 'Thermometer (Bluetooth Health Thermometer Service)' },
  layout: temperatureMeasurement,
  connect: {
    zh: '打开体温计并测量；测完自动发送。',
    en: 'Switch it on and measure; it sends the result by itself.',
  },
  golden: [
    { hex: '00fc0e00fe', readings: said(38.36), source: `${BY_HAND}: exponent -2` },
    { hex: '01d80300ff', readings: said(36.8888888889), source: `${BY_HAND}: 98.4 °F` },
    { hex: '066e0100ffe7070c190e1e2d02', readings: said(36.6), source: `${BY_HAND}: time and body site` },
    { hex: '00ffff7f00', readings: said(null), source: `${BY_HAND}: NaN, the measurement failed` },
    { hex: '0000008000', readings: said(null), source: `${BY_HAND}: NRes` },
    { hex: '002075387b', readings: said(Number('3700000e123')), source: EXCESS_128 },
    { hex: '086e0100ff0102', readings: said(36.6), source: `${BY_HAND}: a reserved flag and its octets` },
    { hex: '006e0100ff01', rejected: 'trailing_bytes', source: BY_HAND },
    { hex: '006e0100', rejected: 'truncated', source: BY_HAND },
  ],
});

/** The same thermometer on its way to the result. */
export const healthThermometerIntermediate = flaggedDevice({
  service: '1809',
  characteristic: '2a1e',
  name: {
    zh: '体温计（测量过程）',
    en: 'Thermometer while it measures (Bluetooth Health Thermometer Service)',
  },
  layout: intermediateTemperature,
  golden: [
    { hex: '00630100ff', readings: said(35.5, doubted('unstable')), source: BY_HAND },
    { hex: '04630100ff0200', rejected: 'trailing_bytes', source: BY_HAND },
    { hex: '04630100ff', rejected: 'truncated', source: BY_HAND },
  ],
});
