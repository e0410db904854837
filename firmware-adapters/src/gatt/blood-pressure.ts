import type { Quantity } from '@tizhi/contracts';
import { doubted, lessTrusted, quantityReading, TRUSTED, type Trust } from '../trusted-readings.ts';
import type { Flagged, Group, Part } from './flagged.ts';
import { BY_HAND, flaggedDevice } from './flagged-device.ts';
import { ratio, type Scale, withoutDust } from './formats.ts';

/**
 * Blood Pressure Service 0x1810: Blood Pressure Measurement 0x2A35 and Intermediate Cuff Pressure 0x2A36.
 * Source: Bluetooth SIG, Blood Pressure Service 1.1.1, sections 3.1 and 3.2.
 * A conventional millimetre of mercury is 133.322387415 Pa exactly (ISO 80000-4), so 1 kPa is 1e12/133322387415 mmHg.
 */
const KILOPASCAL: Scale = {
  of: (raw) => withoutDust((raw * 1e12) / 133_322_387_415),
  raw: (value) => withoutDust((value * 133_322_387_415) / 1e12),
};
const MMHG = ratio(1);
const pressure = (name: string, quantity?: Quantity): Part => ({
  name,
  format: 'sfloat',
  scale: (flags) => (flags & 1 ? KILOPASCAL : MMHG),
  ...(quantity === undefined ? {} : { is: { quantity } }),
});
const REST: readonly Group[] = [
  { bit: 1, parts: [{ name: 'timestamp', format: 'dateTime' }] },
  { bit: 2, parts: [{ name: 'pulse_rate', format: 'sfloat', is: { quantity: 'pulse_rate' } }] },
  { bit: 3, parts: [{ name: 'user_id', format: 'u8' }] },
  { bit: 4, parts: [{ name: 'status', format: 'u16' }] },
];
/** Measurement Status: the body moved, the cuff was loose, the arm was held wrongly; the pulse was irregular. */
const STATUS = { disturbed: 0b10_0011, irregularPulse: 0b100 };

function trust({ systolic, diastolic, status }: Readonly<Record<string, number | null>>): Trust {
  if ((status ?? 0) & STATUS.disturbed) return doubted('poor_signal');
  // The pressure of the beat is above that between beats, in every living artery.
  if (systolic != null && diastolic != null && systolic <= diastolic) return doubted('out_of_range');
  return (status ?? 0) & STATUS.irregularPulse ? lessTrusted(0.7) : TRUSTED;
}

export const bloodPressureMeasurement: Flagged = {
  flags: 1,
  plain: [0],
  groups: [
    {
      parts: [
        pressure('systolic', 'systolic_pressure'),
        pressure('diastolic', 'diastolic_pressure'),
        pressure('mean', 'mean_pressure'),
      ],
    },
    ...REST,
  ],
  trust,
};
/** The pressure in the cuff now; the other two places hold NaN. */
const intermediateCuffPressure: Flagged = {
  flags: 1,
  plain: [0],
  groups: [
    { parts: [pressure('cuff', 'cuff_pressure'), pressure('unused_1'), pressure('unused_2')] },
    ...REST,
  ],
};

const said = (
  [systolic, diastolic, mean]: readonly [number | null, number | null, number | null],
  how?: Trust,
) => [
  quantityReading('systolic_pressure', systolic, how),
  quantityReading('diastolic_pressure', diastolic, how),
  quantityReading('mean_pressure', mean, how),
];

/** An upper-arm blood pressure monitor (血压计). */
export const bloodPressureMonitor = flaggedDevice({
  service: '1810',
  characteristic: '2a35',
  name: { zh: '血压计（蓝牙标准）', en: 'Blood pressure monitor (Bluetooth Blood Pressure Service)' },
  layout: bloodPressureMeasurement,
  accuracy: {
    zh: '压力示值误差不超过 ±3 mmHg',
    en: 'cuff pressure within ±3 mmHg',
    source: 'IEC 80601-2-30:2018, error limit of every automated monitor',
  },
  calibration: { months: 12, source: 'JJG 692-2010, verification interval of at most one year' },
  connect: {
    zh: '坐好休息五分钟，袖带与心脏同高；测完自动发送。',
    en: 'Rest seated for five minutes with the cuff at the height of the heart; it sends the result by itself.',
  },
  golden: [
    { hex: '00780050005d00', readings: said([120, 80, 93]), source: BY_HAND },
    {
      hex: '01a0f06bf07cf0',
      readings: said([120.009852135, 80.2565886155, 93.0076354049]),
      source: `${BY_HAND}: 16.0, 10.7 and 12.4 kPa`,
    },
    {
      hex: '1e780050005d00e8070614102d0a4800010000',
      readings: [...said([120, 80, 93]), quantityReading('pulse_rate', 72)],
      source: BY_HAND,
    },
    {
      hex: '10780050005d000100',
      readings: said([120, 80, 93], doubted('poor_signal')),
      source: `${BY_HAND}: the body moved`,
    },
    {
      hex: '10780050005d000400',
      readings: said([120, 80, 93], lessTrusted(0.7)),
      source: `${BY_HAND}: irregular pulse`,
    },
    {
      hex: '00500078005d00',
      readings: said([80, 120, 93], doubted('out_of_range')),
      source: `${BY_HAND}: the lower pressure above the upper`,
    },
    { hex: '00ff07ff07ff07', readings: said([null, null, null]), source: `${BY_HAND}: NaN` },
    { hex: '00780050', rejected: 'truncated', source: BY_HAND },
    { hex: '00780050005d0000', rejected: 'trailing_bytes', source: BY_HAND },
  ],
});

/** The same monitor while it pumps and lets go. */
export const bloodPressureCuff = flaggedDevice({
  service: '1810',
  characteristic: '2a36',
  name: {
    zh: '血压计（袖带压力）',
    en: 'Blood pressure monitor, cuff pressure (Bluetooth Blood Pressure Service)',
  },
  layout: intermediateCuffPressure,
  golden: [
    { hex: '009600ff07ff07', readings: [quantityReading('cuff_pressure', 150)], source: BY_HAND },
    { hex: '009600ff07', rejected: 'truncated', source: BY_HAND },
    { hex: '009600ff07ff0700', rejected: 'trailing_bytes', source: BY_HAND },
  ],
});
