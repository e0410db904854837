import { heartRateReading, quantityReading as q } from '../trusted-readings.ts';
import { cadence, energyToRemaining, firstField, MACHINE, past } from './fitness-fields.ts';
import type { Flagged } from './flagged.ts';
import { BY_HAND, flaggedDevice } from './flagged-device.ts';
import { ratio } from './formats.ts';

/**
 * Step Climber Data 0x2ACF and Stair Climber Data 0x2AD0.
 * Source: Fitness Machine Service 1.0, sections 4.6 and 4.7, and GATT Specification Supplement.
 */
export const stepClimberData: Flagged = {
  flags: 2,
  groups: [
    firstField(
      { name: 'floors', format: 'u16' },
      { name: 'steps', format: 'u16', is: { quantity: 'steps' } },
    ),
    cadence(1, 'u16', ratio(1)),
    past(2, 'u16', 'average_step_rate'),
    past(3, 'u16', 'elevation_gain'),
    ...energyToRemaining(4),
  ],
};
export const stairClimberData: Flagged = {
  flags: 2,
  groups: [
    firstField({ name: 'floors', format: 'u16' }),
    cadence(1, 'u16', ratio(1)),
    past(2, 'u16', 'average_step_rate'),
    past(3, 'u16', 'elevation_gain'),
    past(4, 'u16', 'strides'),
    ...energyToRemaining(5),
  ],
};

/** A step climber (踏步机). */
export const stepClimber = flaggedDevice({
  ...MACHINE,
  characteristic: '2acf',
  name: { zh: '踏步机（蓝牙标准）', en: 'Step climber (Bluetooth Fitness Machine Service)' },
  layout: stepClimberData,
  golden: [
    { hex: '00000500c800', readings: [q('steps', 200)], source: BY_HAND },
    {
      hex: '2300550088',
      readings: [q('cadence', 85), heartRateReading({ rate: 136 })],
      source: BY_HAND,
    },
    { hex: '00000500', rejected: 'truncated', source: BY_HAND },
    { hex: '010000', rejected: 'trailing_bytes', source: BY_HAND },
  ],
});

/** A stair climber (爬楼机). */
export const stairClimber = flaggedDevice({
  ...MACHINE,
  characteristic: '2ad0',
  name: { zh: '爬楼机（蓝牙标准）', en: 'Stair climber (Bluetooth Fitness Machine Service)' },
  layout: stairClimberData,
  golden: [
    { hex: '02000c005000', readings: [q('cadence', 80)], source: BY_HAND },
    {
      hex: '01013c00',
      readings: [q('elapsed_time', 60)],
      source: BY_HAND,
    },
    { hex: '0000', rejected: 'truncated', source: BY_HAND },
    { hex: '01013c0000', rejected: 'trailing_bytes', source: BY_HAND },
  ],
});
