import { heartRateReading, quantityReading as q } from '../trusted-readings.ts';
import {
  cadence,
  distance,
  energyToRemaining,
  firstField,
  MACHINE,
  past,
  power,
  resistance,
  speed,
} from './fitness-fields.ts';
import type { Flagged } from './flagged.ts';
import { BY_HAND, flaggedDevice, sigPython } from './flagged-device.ts';
import { ratio } from './formats.ts';

/** Indoor Bike Data 0x2AD2. Source: Fitness Machine Service 1.0, section 4.9, and GATT Specification Supplement. */
export const indoorBikeData: Flagged = {
  flags: 2,
  groups: [
    firstField(speed),
    past(1, 'u16', 'average_speed'),
    cadence(2, 'u16', ratio(1, 2)),
    past(3, 'u16', 'average_cadence'),
    distance(4),
    resistance(5, ratio(1)),
    power(6),
    past(7, 's16', 'average_power'),
    ...energyToRemaining(8),
  ],
};

const AUUKI = 'vector of Auuki test/ble/indoor-bike-data.test.js, checked against the specification';

/** An exercise bike (健身车). */
export const indoorBike = flaggedDevice({
  ...MACHINE,
  characteristic: '2ad2',
  name: { zh: '健身车（蓝牙标准）', en: 'Indoor bike (Bluetooth Fitness Machine Service)' },
  layout: indoorBikeData,
  golden: [
    { hex: '0100', readings: [], source: sigPython('indoor_bike_data') },
    {
      hex: '4400ca0ca0002c01',
      readings: [q('speed', 3274 / 360), q('cadence', 80), q('power', 300)],
      source: AUUKI,
    },
    {
      hex: '4402ca0ca0002c018f',
      readings: [q('speed', 3274 / 360), q('cadence', 80), q('power', 300), heartRateReading({ rate: 143 })],
      source: AUUKI,
    },
    {
      hex: '2000ca0c1400',
      readings: [q('speed', 3274 / 360), q('resistance', 20)],
      source: `${BY_HAND}: the resistance in two octets, as version 1.0 has it`,
    },
    { hex: '0000ca', rejected: 'truncated', source: BY_HAND },
    { hex: '0000ca0c00', rejected: 'trailing_bytes', source: BY_HAND },
  ],
});
