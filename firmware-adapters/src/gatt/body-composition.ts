import type { Quantity } from '@tizhi/contracts';
import { itemReading, quantityReading } from '../trusted-readings.ts';
import type { Flagged, Group } from './flagged.ts';
import { BY_HAND, flaggedDevice, sigPython } from './flagged-device.ts';
import { type FormatName, ratio, type Scale } from './formats.ts';
import { mass, UNSUCCESSFUL } from './weight-scale.ts';

/**
 * Body Composition Service 0x181B, Body Composition Measurement 0x2A9C.
 * Source: Bluetooth SIG, Body Composition Service 1.0, section 3.2.1. A measurement in several packets
 * (bit 12) needs no joining: each packet says what it brings, and repeats the body fat.
 */
const optional = (
  bit: number,
  name: string,
  is?: Quantity,
  how: { format?: FormatName; scale?: Scale | ((flags: number) => Scale) } = {},
): Group => ({
  bit,
  parts: [{ name, format: 'u16', ...how, ...(is === undefined ? {} : { is: { quantity: is } }) }],
});

export const bodyCompositionMeasurement: Flagged = {
  flags: 2,
  plain: [0, 12],
  groups: [
    {
      parts: [
        {
          name: 'body_fat',
          format: 'u16',
          none: UNSUCCESSFUL,
          is: { quantity: 'body_fat' },
          scale: ratio(1, 10),
        },
      ],
    },
    optional(1, 'timestamp', undefined, { format: 'dateTime' }),
    optional(2, 'user_id', undefined, { format: 'u8' }),
    optional(3, 'basal_metabolism', 'basal_metabolism'),
    optional(4, 'muscle_percentage', 'muscle_share', { scale: ratio(1, 10) }),
    optional(5, 'muscle_mass', 'muscle_mass', { scale: mass }),
    optional(6, 'fat_free_mass', 'fat_free_mass', { scale: mass }),
    optional(7, 'soft_lean_mass', 'soft_lean_mass', { scale: mass }),
    optional(8, 'body_water_mass', 'body_water_mass', { scale: mass }),
    optional(9, 'impedance', 'impedance', { scale: ratio(1, 10) }),
    { bit: 10, parts: [{ name: 'weight', format: 'u16', is: { item: 'weight' }, scale: mass }] },
    optional(11, 'height', undefined, {
      scale: (flags) => (flags & 1 ? ratio(254, 100_000) : ratio(1, 1000)),
    }),
  ],
};

const SIG = sigPython('body_composition_measurement');
const q = quantityReading;

/** A body composition scale (体成分秤). */
export const bodyCompositionScale = flaggedDevice({
  service: '181b',
  characteristic: '2a9c',
  name: { zh: '体成分秤（蓝牙标准）', en: 'Body composition scale (Bluetooth Body Composition Service)' },
  layout: bodyCompositionMeasurement,
  connect: {
    zh: '赤脚站上电极，站稳至显示结果。',
    en: 'Stand barefoot on the electrodes until it shows the result.',
  },
  golden: [
    { hex: '00003200', readings: [q('body_fat', 5)], source: SIG },
    {
      hex: '0c007800054006',
      readings: [q('body_fat', 12), q('basal_metabolism', 1600)],
      source: SIG,
    },
    {
      hex: 'c0015000e02e1027401f',
      readings: [q('body_fat', 8), q('fat_free_mass', 60), q('soft_lean_mass', 50), q('body_water_mass', 40)],
      source: SIG,
    },
    {
      hex: '000e4600401fb036e803',
      readings: [q('body_fat', 7), q('impedance', 800), itemReading('weight', 70)],
      source: SIG,
    },
    { hex: '0000ffff', readings: [q('body_fat', null)], source: `${BY_HAND}: measurement unsuccessful` },
    {
      hex: '0104960010270a',
      rejected: 'trailing_bytes',
      source: `${BY_HAND}: one octet more than the weight in pounds`,
    },
    { hex: '000496', rejected: 'truncated', source: BY_HAND },
  ],
});
