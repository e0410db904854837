import { heartRateReading, quantityReading as q } from '../trusted-readings.ts';
import {
  distance,
  energyToRemaining,
  firstField,
  inclination,
  MACHINE,
  past,
  power,
  resistance,
  speed,
} from './fitness-fields.ts';
import type { Flagged } from './flagged.ts';
import { BY_HAND, flaggedDevice, sigPython } from './flagged-device.ts';
import { ratio } from './formats.ts';

/** Cross Trainer Data 0x2ACE. Source: Fitness Machine Service 1.0, section 4.5, and GATT Specification Supplement. */
export const crossTrainerData: Flagged = {
  flags: 3,
  plain: [15], // forward or backward
  groups: [
    firstField(speed),
    past(1, 'u16', 'average_speed'),
    distance(2),
    {
      bit: 3,
      parts: [
        { name: 'step_rate', format: 'u16', is: { quantity: 'cadence' } },
        { name: 'average_step_rate', format: 'u16' },
      ],
    },
    past(4, 'u16', 'strides'),
    past(5, 'u16', 'elevation_gain', 'elevation_loss'),
    inclination(6),
    resistance(7, ratio(1, 10)),
    power(8),
    past(9, 's16', 'average_power'),
    ...energyToRemaining(10),
  ],
};

const SIG = sigPython('cross_trainer_data');

/** A cross trainer (椭圆机). */
export const crossTrainer = flaggedDevice({
  ...MACHINE,
  characteristic: '2ace',
  name: { zh: '椭圆机（蓝牙标准）', en: 'Cross trainer (Bluetooth Fitness Machine Service)' },
  layout: crossTrainerData,
  golden: [
    { hex: '010000', readings: [], source: SIG },
    {
      hex: '008800dc05a0',
      readings: [q('speed', 1500 / 360), heartRateReading({ rate: 160 })],
      source: SIG,
    },
    {
      hex: '1c0500e803b80b0078007300f401c8002c01900107',
      readings: [
        q('speed', 1000 / 360),
        q('distance', 3000),
        q('cadence', 120),
        q('power', 200),
        q('energy', 1255.2),
      ],
      source: SIG,
    },
    { hex: '81000005', readings: [q('resistance', 50)], source: SIG },
    { hex: '8100007d00', readings: [q('resistance', 12.5)], source: `${BY_HAND}: as version 1.0 writes it` },
    { hex: '0000', rejected: 'truncated', source: BY_HAND },
    { hex: '01000000', rejected: 'trailing_bytes', source: BY_HAND },
  ],
});
