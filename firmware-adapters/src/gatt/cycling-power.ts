import { quantityReading as q } from '../trusted-readings.ts';
import { DEFAULT_WHEEL_M, withRates } from './cycling-speed.ts';
import { past } from './fitness-fields.ts';
import type { Flagged } from './flagged.ts';
import { BY_HAND, flaggedDevice } from './flagged-device.ts';

/**
 * Cycling Power Service 0x1818, Cycling Power Measurement 0x2A63.
 * Source: Bluetooth SIG, Cycling Power Service 1.1, section 3.2. The wheel's clock runs at 1/2048 s here.
 */
export const cyclingPowerMeasurement: Flagged = {
  flags: 2,
  plain: [1, 3, 12], // balance reference, torque source, offset compensation
  groups: [
    { parts: [{ name: 'power', format: 's16', is: { quantity: 'power' } }] },
    past(0, 'u8', 'pedal_balance'),
    past(2, 'u16', 'accumulated_torque'),
    {
      bit: 4,
      parts: [
        { name: 'wheel', format: 'u32', is: { quantity: 'wheel_revolutions' } },
        { name: 'wheel_time', format: 'u16' },
      ],
    },
    {
      bit: 5,
      parts: [
        { name: 'crank', format: 'u16', is: { quantity: 'crank_revolutions' } },
        { name: 'crank_time', format: 'u16' },
      ],
    },
    past(6, 's16', 'maximum_force', 'minimum_force'),
    past(7, 's16', 'maximum_torque', 'minimum_torque'),
    past(8, 'u24', 'extreme_angles'),
    past(9, 'u16', 'top_dead_spot'),
    past(10, 'u16', 'bottom_dead_spot'),
    { bit: 11, parts: [{ name: 'energy', format: 'u16', is: { quantity: 'energy' } }] },
  ],
};

const device = flaggedDevice({
  service: '1818',
  characteristic: '2a63',
  name: { zh: '骑行功率计', en: 'Cycling power meter (Bluetooth Cycling Power Service)' },
  layout: cyclingPowerMeasurement,
  connect: { zh: '转动曲柄即唤醒。', en: 'A turn of the crank wakes it.' },
  golden: [
    { hex: '0000fa00', readings: [q('power', 250)], source: BY_HAND },
    { hex: '2000fa0041010008', readings: [q('power', 250), q('crank_revolutions', 321)], source: BY_HAND },
    { hex: '0108c8ff322c01', readings: [q('power', -56), q('energy', 300)], source: BY_HAND },
    { hex: '0000fa', rejected: 'truncated', source: BY_HAND },
    { hex: '0000fa0000', rejected: 'trailing_bytes', source: BY_HAND },
  ],
});

/** A power meter (功率计). */
export const cyclingPower = {
  ...device,
  measures: [...device.measures, 'speed', 'cadence'],
  streamDecoder: withRates(cyclingPowerMeasurement, { wheelM: DEFAULT_WHEEL_M, wheelTicks: 2048 }),
} as const;
