import { heartRateReading, quantityReading as q } from '../trusted-readings.ts';
import {
  distance,
  energyToRemaining,
  firstField,
  MACHINE,
  pace,
  past,
  power,
  resistance,
} from './fitness-fields.ts';
import type { Flagged } from './flagged.ts';
import { BY_HAND, flaggedDevice, sigPython } from './flagged-device.ts';
import { ratio } from './formats.ts';

/** Rower Data 0x2AD1. Source: Fitness Machine Service 1.0, section 4.8, and GATT Specification Supplement. */
export const rowerData: Flagged = {
  flags: 2,
  groups: [
    firstField(
      { name: 'stroke_rate', format: 'u8', is: { quantity: 'cadence' }, scale: ratio(1, 2) },
      { name: 'strokes', format: 'u16', is: { quantity: 'strokes' } },
    ),
    past(1, 'u8', 'average_stroke_rate'),
    distance(2),
    { bit: 3, parts: [pace] },
    past(4, 'u16', 'average_pace'),
    power(5),
    past(6, 's16', 'average_power'),
    resistance(7, ratio(1)),
    ...energyToRemaining(8),
  ],
};

const SIG = sigPython('rower_data');

/** A rowing machine (划船机). */
export const rower = flaggedDevice({
  ...MACHINE,
  characteristic: '2ad1',
  name: { zh: '划船机（蓝牙标准）', en: 'Rowing machine (Bluetooth Fitness Machine Service)' },
  layout: rowerData,
  golden: [
    { hex: '0100', readings: [], source: SIG },
    {
      hex: '00023c96008c',
      readings: [q('cadence', 30), q('strokes', 150), heartRateReading({ rate: 140 })],
      source: SIG,
    },
    {
      hex: 'fe1f32c8003088130078007d00fa00f00005f4012c01058241100eb004',
      readings: [
        q('cadence', 25),
        q('strokes', 200),
        q('distance', 5000),
        q('speed', 500 / 120),
        q('power', 250),
        q('resistance', 50),
        q('energy', 2092),
        heartRateReading({ rate: 130 }),
        q('elapsed_time', 3600),
      ],
      source: SIG,
    },
    { hex: '09000000', readings: [q('speed', null)], source: `${BY_HAND}: nobody rows` },
    { hex: '00003c96', rejected: 'truncated', source: BY_HAND },
    { hex: '010000', rejected: 'trailing_bytes', source: BY_HAND },
  ],
});
