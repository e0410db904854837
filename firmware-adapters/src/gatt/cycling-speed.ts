import type { Reading } from '@tizhi/contracts';
import { type Decoding, type DeviceDefinition, rejected } from '../device.ts';
import { quantityReading as q } from '../trusted-readings.ts';
import { type Flagged, readFields, readingsOf, valuesOf } from './flagged.ts';
import { BY_HAND, flaggedDevice, sigPython } from './flagged-device.ts';
import { withoutDust } from './formats.ts';
import { rateOf } from './revolutions.ts';

/**
 * Cycling Speed and Cadence Service 0x1816, CSC Measurement 0x2A5B.
 * Source: Bluetooth SIG, Cycling Speed and Cadence Service 1.0.1, section 3.1: counts since the sensor woke and the
 * time of the last revolution in 1/1024 s. Speed and cadence are the receiver's, from one notification to the next.
 */
export const cscMeasurement: Flagged = {
  flags: 1,
  groups: [
    {
      bit: 0,
      parts: [
        { name: 'wheel', format: 'u32', is: { quantity: 'wheel_revolutions' } },
        { name: 'wheel_time', format: 'u16' },
      ],
    },
    {
      bit: 1,
      parts: [
        { name: 'crank', format: 'u16', is: { quantity: 'crank_revolutions' } },
        { name: 'crank_time', format: 'u16' },
      ],
    },
  ],
};

/** A wheel of 700 x 25C, ISO 5775 25-622, the commonest on exercise bikes with this sensor. */
export const DEFAULT_WHEEL_M = 2.105;

/** Wheel and crank counters to speed and cadence; used by every characteristic that has both. */
export function ratesOf(about: { readonly wheelM: number; readonly wheelTicks: number }) {
  const wheel = rateOf({ bits: 32, ticksPerSecond: about.wheelTicks });
  const crank = rateOf({ bits: 16, ticksPerSecond: 1024 });
  return (values: Readonly<Record<string, number | null>>): Reading[] => {
    const rates: Reading[] = [];
    if (values.wheel != null && values.wheel_time != null) {
      const rate = wheel({ revolutions: values.wheel, ticks: values.wheel_time });
      if (rate !== null) rates.push(q('speed', withoutDust(rate * about.wheelM)));
    }
    if (values.crank != null && values.crank_time != null) {
      const rate = crank({ revolutions: values.crank, ticks: values.crank_time });
      if (rate !== null) rates.push(q('cadence', withoutDust(rate * 60)));
    }
    return rates;
  };
}

/** Decodes one sensor's notifications in their order: the counts, and from the second one on the rates. */
export function withRates(
  layout: Flagged,
  about: { readonly wheelM: number; readonly wheelTicks: number },
): () => (frame: Uint8Array) => Decoding {
  return () => {
    const rates = ratesOf(about);
    return (frame) => {
      const read = readFields(layout, frame);
      if (typeof read === 'string') return rejected(read, frame);
      return [...readingsOf(layout, read), ...rates(valuesOf(read.fields))];
    };
  };
}

/** A speed and cadence sensor with a wheel of this circumference in metres. */
export function cyclingSensor(wheelM: number): DeviceDefinition {
  const device = flaggedDevice({
    service: '1816',
    characteristic: '2a5b',
    name: {
      zh: '骑行速度与踏频传感器',
      en: 'Cycling speed and cadence sensor (Bluetooth Cycling Speed and Cadence Service)',
    },
    layout: cscMeasurement,
    connect: {
      zh: `转动车轮即唤醒；速度按车轮周长 ${wheelM} 米计算。`,
      en: `A turn of the wheel wakes it; the speed is that of a wheel of ${wheelM} m around.`,
    },
    golden: [
      {
        hex: '0340e20100002841010008',
        readings: [q('wheel_revolutions', 123_456), q('crank_revolutions', 321)],
        source: sigPython('csc_measurement'),
      },
      {
        hex: '0150c300000014',
        readings: [q('wheel_revolutions', 50_000)],
        source: sigPython('csc_measurement'),
      },
      { hex: '00', readings: [], source: `${BY_HAND}: neither counter` },
      { hex: '0150c30000', rejected: 'truncated', source: BY_HAND },
      { hex: '0150c30000001400', rejected: 'trailing_bytes', source: BY_HAND },
    ],
  });
  return {
    ...device,
    measures: [...device.measures, 'speed', 'cadence'],
    streamDecoder: withRates(cscMeasurement, { wheelM, wheelTicks: 1024 }),
  };
}

/** A speed and cadence sensor (骑行传感器). */
export const cyclingSpeedCadence = cyclingSensor(DEFAULT_WHEEL_M);
