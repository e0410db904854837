import { heartRateReading, quantityReading as q } from '../trusted-readings.ts';
import {
  distance,
  energyToRemaining,
  firstField,
  inclination,
  MACHINE,
  past,
  speed,
} from './fitness-fields.ts';
import type { Flagged } from './flagged.ts';
import { BY_HAND, flaggedDevice, sigPython } from './flagged-device.ts';

/**
 * Treadmill Data 0x2ACD. Source: Fitness Machine Service 1.0, section 4.4, and GATT Specification Supplement. The
 * pace is an octet in the first edition and two since; as the speed says the same, it is read past.
 */
export const treadmillData: Flagged = {
  flags: 2,
  groups: [
    firstField(speed),
    past(1, 'u16', 'average_speed'),
    distance(2),
    inclination(3),
    past(4, 'u16', 'elevation_gain', 'elevation_loss'),
    { bit: 5, parts: [{ name: 'pace', format: 'u16', earlier: { format: 'u8' } }] },
    { bit: 6, parts: [{ name: 'average_pace', format: 'u16', earlier: { format: 'u8' } }] },
    ...energyToRemaining(7),
    {
      bit: 12,
      parts: [
        { name: 'belt_force', format: 's16', none: 0x7fff },
        { name: 'power', format: 's16', none: 0x7fff, is: { quantity: 'power' } },
      ],
    },
    { bit: 13, parts: [{ name: 'steps', format: 'u24', is: { quantity: 'steps' } }] },
  ],
};

const SIG = sigPython('treadmill_data');

/** A treadmill (跑步机). */
export const treadmill = flaggedDevice({
  ...MACHINE,
  characteristic: '2acd',
  name: { zh: '跑步机（蓝牙标准）', en: 'Treadmill (Bluetooth Fitness Machine Service)' },
  layout: treadmillData,
  golden: [
    { hex: '0100', readings: [], source: `${SIG}: the fields come in another notification` },
    {
      hex: '0201e204b0049b',
      readings: [q('speed', 1250 / 360), heartRateReading({ rate: 155 })],
      source: SIG,
    },
    {
      hex: 'fe1f2003ee02881300ceff1e00640032002c013601f40158020a8c55080758029cfffa00',
      readings: [
        q('speed', 800 / 360),
        q('distance', 5000),
        q('inclination', -5),
        q('energy', 2092),
        heartRateReading({ rate: 140 }),
        q('elapsed_time', 1800),
        q('power', 250),
      ],
      source: SIG,
    },
    {
      hex: '2000e8033c',
      readings: [q('speed', 1000 / 360)],
      source: `${BY_HAND}: the pace in one octet, as version 1.0 has it`,
    },
    {
      hex: '84242c01c800001400ffffffb400e80300',
      readings: [
        q('speed', 300 / 360),
        q('distance', 200),
        q('energy', 83.68),
        q('elapsed_time', 180),
        q('steps', 1000),
      ],
      source: `${BY_HAND}, with the flags of a CITYSPORTS treadmill (hughesjs/FitnessMachine protocol/README.md)`,
    },
    { hex: '0000e8', rejected: 'truncated', source: BY_HAND },
    { hex: '0000e80300', rejected: 'trailing_bytes', source: BY_HAND },
  ],
});
