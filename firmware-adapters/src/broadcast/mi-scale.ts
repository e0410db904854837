import type { Reading } from '@tizhi/contracts';
import { type Decoding, defineDevice, rejected, type SimulatedValues } from '../device.ts';
import { doubted, itemReading, quantityReading, TRUSTED, type Trust } from '../trusted-readings.ts';
import { onceEach } from './once-each.ts';

/**
 * Weights that Xiaomi scales broadcast as service data, 0x181D (first scale) and 0x181B (body composition).
 * Layout as known from public captures (custom-components/ble_monitor tests and issues #366, #1094; oliexdev/openScale):
 * control bits, weight in 0.005 kg (or 0.01 lb, or 0.01 jin, which is the same as 0.005 kg), the scale's own clock
 * and, in the second, the impedance. The scale goes on to broadcast after the pupil stepped down: that weight is
 * told as one without contact, as nobody stands on the scale.
 */
const STABLE = 1 << 5;
const REMOVED = 1 << 7;
const FIRST = { length: 10, weightAt: 1 } as const;
const SECOND = { length: 13, impedanceAt: 9, weightAt: 11, hasImpedance: 1 << 1 } as const;
/** 1 lb is 0.45359237 kg exactly. */
const kilograms = (raw: number, pounds: boolean): number =>
  pounds ? (raw * 45_359_237) / 10_000_000_000 : raw / 200;

const trustOf = (control: number): Trust => {
  if (control & REMOVED) return doubted('no_contact');
  return control & STABLE ? TRUSTED : doubted('unstable');
};
const uint16 = (frame: Uint8Array, at: number): number => (frame[at] ?? 0) | ((frame[at + 1] ?? 0) << 8);
const lengthFault = (frame: Uint8Array, length: number) =>
  frame.length < length ? 'truncated' : frame.length > length ? 'trailing_bytes' : undefined;

function decodeFirst(frame: Uint8Array): Decoding {
  const fault = lengthFault(frame, FIRST.length);
  if (fault !== undefined) return rejected(fault, frame);
  const control = frame[0] ?? 0;
  const kg = kilograms(uint16(frame, FIRST.weightAt), (control & 1) === 1);
  return [itemReading('weight', kg, trustOf(control))];
}

function decodeSecond(frame: Uint8Array): Decoding {
  const fault = lengthFault(frame, SECOND.length);
  if (fault !== undefined) return rejected(fault, frame);
  const control = frame[1] ?? 0;
  const kg = kilograms(uint16(frame, SECOND.weightAt), ((frame[0] ?? 0) & 1) === 1);
  const weight = itemReading('weight', kg, trustOf(control));
  if (!(control & SECOND.hasImpedance)) return [weight];
  return [weight, quantityReading('impedance', uint16(frame, SECOND.impedanceAt), trustOf(control))];
}

function raw(readings: readonly Reading[]): number {
  const weight = readings.find((reading) => reading.kind === 'measurement');
  const steps = Math.round((weight?.value ?? Number.NaN) * 200);
  if (!(steps >= 0 && steps <= 0xffff)) throw new RangeError('a scale says one weight');
  return steps;
}
const readingsOf = (said: SimulatedValues): readonly Reading[] => ('readings' in said ? said.readings : []);
const CLOCK = [0xe7, 0x07, 12, 25, 14, 30, 45];

const drawnWeight = (random: () => number) =>
  itemReading('weight', (2_800 + Math.floor(random() * 37_201)) / 200);
const CONNECT = {
  zh: '站上秤即广播，无需配对；请在米家中关闭“称量小物体”。',
  en: 'It broadcasts when someone steps on; no pairing. Switch "weigh small objects" off in its app.',
};
const MONITOR = 'test of custom-components/ble_monitor test_miscale.py';

/** Xiaomi's first scale (小米体重秤). */
export const miScale = defineDevice({
  id: 'broadcast/mi-scale',
  name: { zh: '小米体重秤（广播）', en: 'Xiaomi Mi Scale, broadcast' },
  measures: ['weight'],
  identity: { kind: 'advertisement', data: { of: 'service', service: '181d' } },
  framing: { kind: 'message', maxLength: 252 },
  decode: decodeFirst,
  streamDecoder: onceEach(decodeFirst),
  simulate: (said) => {
    const steps = raw(readingsOf(said));
    return Uint8Array.of(0x02 | STABLE, steps & 0xff, steps >> 8, ...CLOCK);
  },
  sample: (random) => ({ readings: [drawnWeight(random)] }),
  connect: CONNECT,
  golden: [
    { hex: '229e43e507040b101301', readings: [itemReading('weight', 86.55)], source: MONITOR },
    {
      hex: 'a22044b20701010a1a15',
      readings: [itemReading('weight', 87.2, doubted('no_contact'))],
      source: MONITOR,
    },
    {
      hex: '024844e507051c110c09',
      readings: [itemReading('weight', 87.4, doubted('unstable'))],
      source: 'real capture, custom-components/ble_monitor issue #366',
    },
    {
      hex: '23543de507051c110c09',
      readings: [itemReading('weight', 71.21400209)],
      source: 'written by hand from the captures: 157 lb',
    },
    { hex: '229e43', rejected: 'truncated', source: 'written by hand' },
    { hex: '229e43e507040b10130100', rejected: 'trailing_bytes', source: 'written by hand' },
  ],
});

/** Xiaomi's body composition scales (小米体脂秤). */
export const miBodyComposition = defineDevice({
  id: 'broadcast/mi-body-composition',
  name: { zh: '小米体脂秤（广播）', en: 'Xiaomi Mi Body Composition Scale, broadcast' },
  measures: ['weight', 'impedance'],
  identity: { kind: 'advertisement', data: { of: 'service', service: '181b' } },
  framing: { kind: 'message', maxLength: 252 },
  decode: decodeSecond,
  streamDecoder: onceEach(decodeSecond),
  simulate: (said) => {
    const readings = readingsOf(said);
    const steps = raw(readings);
    const found = readings.find((reading) => reading.kind === 'quantity');
    const ohm = found?.value ?? 0;
    const control = STABLE | (found === undefined ? 0 : SECOND.hasImpedance);
    return Uint8Array.of(0x02, control, ...CLOCK, ohm & 0xff, ohm >> 8, steps & 0xff, steps >> 8);
  },
  sample: (random) => {
    const weight = drawnWeight(random);
    const impedance = quantityReading('impedance', 50 + Math.floor(random() * 4_951));
    return { readings: random() < 0.5 ? [weight] : [weight, impedance] };
  },
  connect: CONNECT,
  golden: [
    {
      hex: '0226b2070103131a15e601604a',
      readings: [itemReading('weight', 95.2), quantityReading('impedance', 486)],
      source: 'real capture, custom-components/ble_monitor issue #1094',
    },
    {
      hex: '0204b2070103131a130000ac49',
      readings: [itemReading('weight', 94.3, doubted('unstable'))],
      source: 'real capture, custom-components/ble_monitor issue #1094',
    },
    {
      hex: '02a6b2070103131a15e601604a',
      readings: [
        itemReading('weight', 95.2, doubted('no_contact')),
        quantityReading('impedance', 486, doubted('no_contact')),
      ],
      source: 'real capture, custom-components/ble_monitor issue #1094: stepped down',
    },
    { hex: '0226b2070103131a15e60160', rejected: 'truncated', source: 'written by hand' },
    { hex: '0226b2070103131a15e601604a00', rejected: 'trailing_bytes', source: 'written by hand' },
  ],
});
