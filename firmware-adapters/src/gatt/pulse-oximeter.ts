import { doubted, lessTrusted, quantityReading, TRUSTED, type Trust } from '../trusted-readings.ts';
import type { Flagged, Group, Part } from './flagged.ts';
import { BY_HAND, flaggedDevice } from './flagged-device.ts';

/**
 * Pulse Oximeter Service 0x1822: PLX Spot-Check Measurement 0x2A5E and PLX Continuous Measurement 0x2A5F.
 * Source: Bluetooth SIG, Pulse Oximeter Service 1.0.1, sections 3.1 and 3.2; GATT Specification Supplement.
 */
const NORMAL: readonly Part[] = [
  { name: 'spo2', format: 'sfloat', is: { quantity: 'spo2' } },
  { name: 'pulse_rate', format: 'sfloat', is: { quantity: 'pulse_rate' } },
];
const pair = (pace: 'fast' | 'slow'): readonly Part[] => [
  { name: `spo2_${pace}`, format: 'sfloat' },
  { name: `pulse_${pace}`, format: 'sfloat' },
];
const status = (bit: number): readonly Group[] => [
  { bit, parts: [{ name: 'measurement_status', format: 'u16' }] },
  { bit: bit + 1, parts: [{ name: 'sensor_status', format: 'u24' }] },
  {
    bit: bit + 2,
    parts: [{ name: 'pulse_amplitude', format: 'sfloat', is: { quantity: 'perfusion_index' } }],
  },
];

/** Bits of the Measurement Status field. */
const MEASUREMENT = { early: 1 << 6, test: (1 << 10) | (1 << 11), wrong: (1 << 13) | (1 << 14) | (1 << 15) };
/** Bits of the Device and Sensor Status field. */
const SENSOR = {
  /** Malfunction, irregular, inadequate, poor, erratic, no pulse, questionable pulse, interference, unknown, faulty. */
  poor: (1 << 1) | 0b1_1100 | (0b111 << 6) | (1 << 10) | (1 << 12) | (1 << 14),
  /** Unconnected to the user, displaced, disconnected. */
  off: (1 << 11) | (1 << 13) | (1 << 15),
  lowPerfusion: 1 << 5,
};

/** The sensor's own status; data for a demonstration or a test are no pupil's. */
function trust(values: Readonly<Record<string, number | null>>): Trust {
  const sensor = values.sensor_status ?? 0;
  const measurement = values.measurement_status ?? 0;
  if (sensor & SENSOR.off) return doubted('no_contact');
  if (sensor & SENSOR.poor || measurement & MEASUREMENT.wrong) return doubted('poor_signal');
  if (measurement & MEASUREMENT.test) return doubted('no_value');
  return sensor & SENSOR.lowPerfusion || measurement & MEASUREMENT.early ? lessTrusted(0.5) : TRUSTED;
}

export const plxSpotCheck: Flagged = {
  flags: 1,
  plain: [4], // the device's clock is not set
  groups: [{ parts: NORMAL }, { bit: 0, parts: [{ name: 'timestamp', format: 'dateTime' }] }, ...status(1)],
  trust,
};
export const plxContinuous: Flagged = {
  flags: 1,
  groups: [{ parts: NORMAL }, { bit: 0, parts: pair('fast') }, { bit: 1, parts: pair('slow') }, ...status(2)],
  trust,
};

const said = (spo2: number | null, pulse: number | null, how: Trust = TRUSTED) => [
  quantityReading('spo2', spo2, how),
  quantityReading('pulse_rate', pulse, how),
];
/** Bytes of a library that takes the exponent for excess-8. By the standard they say 0.00000098 %. */
const EXCESS_8 = 'bluetooth-sig-python test vector that contradicts IEEE 11073-20601, read by the standard';
const CONNECT = {
  zh: '夹好手指，打开血氧仪；保持不动约十秒。',
  en: 'Clip it on a finger and switch it on; keep still for ten seconds.',
};

/** A pulse oximeter that sends one result a measurement (血氧仪，点测). */
export const pulseOximeterSpotCheck = flaggedDevice({
  service: '1822',
  characteristic: '2a5e',
  name: {
    zh: '血氧仪（蓝牙标准，点测）',
    en: 'Pulse oximeter, spot check (Bluetooth Pulse Oximeter Service)',
  },
  layout: plxSpotCheck,
  connect: CONNECT,
  golden: [
    { hex: '0062004800', readings: said(98, 72), source: BY_HAND },
    { hex: '01d1f3d6f2e7070c190e1e2d', readings: said(97.7, 72.6), source: BY_HAND },
    { hex: '0261004a000001', readings: said(97, 74), source: `${BY_HAND}: fully qualified data` },
    {
      hex: '0261004a000080',
      readings: said(97, 74, doubted('poor_signal')),
      source: `${BY_HAND}: invalid measurement detected`,
    },
    {
      hex: '0461004a00002000',
      readings: said(97, 74, doubted('no_contact')),
      source: `${BY_HAND}: sensor displaced`,
    },
    {
      hex: '0861004a0022f0',
      readings: [...said(97, 74), quantityReading('perfusion_index', 3.4)],
      source: BY_HAND,
    },
    { hex: '00ff07ff07', readings: said(null, null), source: `${BY_HAND}: NaN` },
    { hex: '025f803c808000', readings: said(9.5e-7, 6e-7), source: EXCESS_8 },
    { hex: '006200480000', rejected: 'trailing_bytes', source: BY_HAND },
    { hex: '0162004800e707', rejected: 'truncated', source: BY_HAND },
  ],
});

/** A pulse oximeter that sends as long as it measures (血氧仪，连续). */
export const pulseOximeterContinuous = flaggedDevice({
  service: '1822',
  characteristic: '2a5f',
  name: {
    zh: '血氧仪（蓝牙标准，连续）',
    en: 'Pulse oximeter, continuous (Bluetooth Pulse Oximeter Service)',
  },
  layout: plxContinuous,
  connect: CONNECT,
  golden: [
    { hex: '0062004800', readings: said(98, 72), source: BY_HAND },
    { hex: '00d1f3d6f2', readings: said(97.7, 72.6), source: `${BY_HAND}: exponent -1` },
    { hex: '016200480061004b00', readings: said(98, 72), source: `${BY_HAND}: the fast pair is read past` },
    {
      hex: '0862004800200000',
      readings: said(98, 72, lessTrusted(0.5)),
      source: `${BY_HAND}: low perfusion`,
    },
    { hex: '00fe070208', readings: said(null, null), source: `${BY_HAND}: the two infinities` },
    { hex: '0062804880', readings: said(9.8e-7, 7.2e-7), source: EXCESS_8 },
    { hex: '006200', rejected: 'truncated', source: BY_HAND },
    { hex: '00620048ff00', rejected: 'trailing_bytes', source: BY_HAND },
    { hex: '', rejected: 'truncated', source: BY_HAND },
  ],
});
