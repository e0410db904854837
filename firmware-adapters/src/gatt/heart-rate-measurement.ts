import type { Contact, HeartRateReading } from '@tizhi/contracts';
import {
  type Decoding,
  defineDevice,
  type HeartRateValues,
  rejected,
  type SimulatedValues,
} from '../device.ts';
import { heartRateReading } from '../trusted-readings.ts';

/**
 * Heart Rate Measurement, characteristic 0x2A37 of the Heart Rate Service 0x180D.
 * Source: Bluetooth SIG, Heart Rate Service 1.0, section 3.1, and GATT Specification Supplement, Heart Rate
 * Measurement. All numbers are little-endian.
 */
const FLAG = {
  rateIs16Bit: 0b0000_0001,
  contactDetected: 0b0000_0010,
  contactSupported: 0b0000_0100,
  energyPresent: 0b0000_1000,
  rrPresent: 0b0001_0000,
} as const; // bits 5-7 are reserved and ignored, as section 3.1.1.1 asks

/** An attribute value is at most 512 bytes (Core Specification, Vol 3 Part F, 3.2.9). */
const MAX_ATTRIBUTE_LENGTH = 512;

/** One notification to one reading. Anything but exactly one measurement is rejected. */
export function decodeHeartRate(frame: Uint8Array): Decoding {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  if (view.byteLength < 1) return rejected('truncated', frame);
  const flags = view.getUint8(0);
  const has = (flag: number): boolean => (flags & flag) !== 0;
  const rateSize = has(FLAG.rateIs16Bit) ? 2 : 1;
  const energyAt = 1 + rateSize;
  const rrAt = energyAt + (has(FLAG.energyPresent) ? 2 : 0);
  if (view.byteLength < rrAt) return rejected('truncated', frame);
  const rest = view.byteLength - rrAt;
  if (has(FLAG.rrPresent) ? rest % 2 !== 0 : rest > 0) return rejected('trailing_bytes', frame);

  const rate = rateSize === 2 ? view.getUint16(1, true) : view.getUint8(1);
  const energyKj = has(FLAG.energyPresent) ? view.getUint16(energyAt, true) : null;
  // The flag with no interval behind it is read as "no beat since the last notification".
  const rrMs = Array.from({ length: rest / 2 }, (_, i) => toMs(view.getUint16(rrAt + i * 2, true)));
  const contact = contactOf(has(FLAG.contactSupported), has(FLAG.contactDetected));
  return [heartRateReading({ rate, contact, energyKj, rrMs })];
}

/** Intervals come in 1/1024 s: x 1000/1024, exact in binary floating point. */
const toMs = (ticks: number): number => (ticks * 125) / 128;
const toTicks = (ms: number): number => Math.round((ms * 128) / 125);

const contactOf = (supported: boolean, detected: boolean): Contact =>
  supported ? (detected ? 'detected' : 'lost') : 'unsupported';

/** The notification that says these values; the rate takes 16 bits only where it must. */
export function encodeHeartRate(values: HeartRateValues): Uint8Array {
  const { contact = 'unsupported', energyKj = null, rrMs = [] } = values;
  const rate = uint16(values.bpm ?? 0, 'bpm');
  const flags =
    (rate > 0xff ? FLAG.rateIs16Bit : 0) |
    (contact === 'unsupported' ? 0 : FLAG.contactSupported) |
    (contact === 'detected' ? FLAG.contactDetected : 0) |
    (energyKj === null ? 0 : FLAG.energyPresent) |
    (rrMs.length === 0 ? 0 : FLAG.rrPresent);
  const bytes = [
    flags,
    ...(rate > 0xff ? littleEndian(rate) : [rate]),
    ...(energyKj === null ? [] : littleEndian(uint16(energyKj, 'energyKj'))),
    ...rrMs.flatMap((ms) => littleEndian(uint16(toTicks(ms), 'rrMs'))),
  ];
  if (bytes.length > MAX_ATTRIBUTE_LENGTH) throw new RangeError(`${rrMs.length} RR intervals are too many`);
  return Uint8Array.from(bytes);
}

const littleEndian = (value: number): [number, number] => [value & 0xff, value >> 8];

function uint16(value: number, name: string): number {
  if (Number.isInteger(value) && value >= 0 && value <= 0xffff) return value;
  throw new RangeError(`${name} must be a whole number of 16 bits, not ${value}`);
}

function simulate(values: SimulatedValues): Uint8Array {
  if ('bpm' in values) return encodeHeartRate(values);
  throw new RangeError('a heart-rate sensor says a heart rate');
}

const reading = (sent: Partial<HeartRateReading>): HeartRateReading => ({
  kind: 'heart_rate',
  bpm: null,
  contact: 'unsupported',
  energyKj: null,
  rrMs: [],
  confidence: 1,
  doubt: null,
  ...sent,
});
const AUUKI = 'vector of Auuki test/ble/heart-rate-measurement.test.js, checked against the specification';
const SIG_PYTHON = 'vector of bluetooth-sig-python tests/gatt/characteristics/test_heart_rate_measurement.py';
const BY_HAND = 'written by hand from the specification';

/** A heart-rate strap or watch (心率带), by the standard Bluetooth service. */
export const heartRateMeasurement = defineDevice({
  id: 'gatt/2a37',
  name: { zh: '心率带（蓝牙标准心率服务）', en: 'Heart-rate sensor (Bluetooth Heart Rate Service)' },
  measures: ['heart_rate'],
  identity: { kind: 'gatt', service: '180d', characteristic: '2a37' },
  framing: { kind: 'message', maxLength: MAX_ATTRIBUTE_LENGTH },
  decode: decodeHeartRate,
  simulate,
  golden: [
    { hex: '0050', readings: [reading({ bpm: 80 })], source: SIG_PYTHON },
    {
      hex: '0e4b8000',
      readings: [reading({ bpm: 75, contact: 'detected', energyKj: 128 })],
      source: SIG_PYTHON,
    },
    { hex: '0051', readings: [reading({ bpm: 81 })], source: AUUKI },
    {
      hex: '012c01',
      readings: [reading({ bpm: 300, confidence: 0, doubt: 'out_of_range' })],
      source: AUUKI,
    },
    {
      hex: '104472038a03',
      readings: [reading({ bpm: 68, rrMs: [861.328125, 884.765625] })],
      source: AUUKI,
    },
    {
      hex: '1843d0077203',
      readings: [reading({ bpm: 67, energyKj: 2000, rrMs: [861.328125] })],
      source: AUUKI,
    },
    { hex: '0843d007', readings: [reading({ bpm: 67, energyKj: 2000 })], source: AUUKI },
    {
      hex: '0443',
      readings: [reading({ bpm: 67, contact: 'lost', confidence: 0, doubt: 'no_contact' })],
      source: AUUKI,
    },
    { hex: '0000', readings: [reading({ confidence: 0, doubt: 'no_value' })], source: BY_HAND },
    { hex: '0248', readings: [reading({ bpm: 72 })], source: BY_HAND },
    { hex: 'e048', readings: [reading({ bpm: 72 })], source: BY_HAND },
    {
      hex: '1fb80001000004ffff',
      readings: [reading({ bpm: 184, contact: 'detected', energyKj: 1, rrMs: [1000, 63_999.0234375] })],
      source: BY_HAND,
    },
    { hex: '1048', readings: [reading({ bpm: 72 })], source: BY_HAND },
    { hex: '105a000800', rejected: 'trailing_bytes', source: 'odd trailing RR byte, by hand' },
    { hex: '005000', rejected: 'trailing_bytes', source: BY_HAND },
    { hex: '00', rejected: 'truncated', source: BY_HAND },
    { hex: '0148', rejected: 'truncated', source: BY_HAND },
    { hex: '084801', rejected: 'truncated', source: BY_HAND },
    { hex: '', rejected: 'truncated', source: 'empty notification, by hand' },
  ],
});
