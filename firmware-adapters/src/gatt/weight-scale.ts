import { doubted, itemReading, quantityReading, TRUSTED } from '../trusted-readings.ts';
import type { Flagged } from './flagged.ts';
import { BY_HAND, flaggedDevice, sigPython } from './flagged-device.ts';
import { ratio, type Scale } from './formats.ts';

/** Masses of the scale services: in 0.005 kg, or in 0.01 lb (1 lb is 0.45359237 kg exactly). */
export const mass = (flags: number): Scale => (flags & 1 ? ratio(45_359_237, 10_000_000_000) : ratio(1, 200));
/** "Measurement unsuccessful" in a 16-bit field of the scale services. */
export const UNSUCCESSFUL = 0xffff;

/**
 * Weight Scale Service 0x181D, Weight Measurement 0x2A9D.
 * Source: Bluetooth SIG, Weight Scale Service 1.0, section 3.2.1. The height is what the user typed in, and is
 * read past; the index is the scale's own of both.
 */
export const weightMeasurement: Flagged = {
  flags: 1,
  plain: [0],
  groups: [
    { parts: [{ name: 'weight', format: 'u16', none: UNSUCCESSFUL, is: { item: 'weight' }, scale: mass }] },
    { bit: 1, parts: [{ name: 'timestamp', format: 'dateTime' }] },
    { bit: 2, parts: [{ name: 'user_id', format: 'u8' }] },
    {
      bit: 3,
      parts: [
        { name: 'bmi', format: 'u16', is: { quantity: 'body_mass_index' }, scale: ratio(1, 10) },
        // 0.001 m or 0.1 inch, here in metres (1 inch is 0.0254 m exactly).
        {
          name: 'height',
          format: 'u16',
          scale: (flags) => (flags & 1 ? ratio(254, 100_000) : ratio(1, 1000)),
        },
      ],
    },
  ],
};

const weight = (kg: number | null) => itemReading('weight', kg, TRUSTED);
const SIG = sigPython('weight_measurement');

/** A scale for persons (体重秤). */
export const weightScale = flaggedDevice({
  service: '181d',
  characteristic: '2a9d',
  name: { zh: '体重秤（蓝牙标准）', en: 'Weight scale (Bluetooth Weight Scale Service)' },
  layout: weightMeasurement,
  calibration: { months: 12, source: 'JJG 539-2016 (数字指示秤), verification interval of at most one year' },
  connect: { zh: '站上秤，站稳后自动发送。', en: 'Step on and stand still; it sends the result by itself.' },
  golden: [
    { hex: '00b036', readings: [weight(70)], source: SIG },
    { hex: '01543d', readings: [weight(71.21400209)], source: `${SIG}: 157 lb` },
    {
      hex: '0cb03605f500d606',
      readings: [weight(70), quantityReading('body_mass_index', 24.5)],
      source: SIG,
    },
    {
      hex: '0f543de7070c190e1e2d03f500a802',
      readings: [weight(71.21400209), quantityReading('body_mass_index', 24.5)],
      source: SIG,
    },
    {
      hex: '0620120000000000000001',
      readings: [weight(23.2)],
      source: 'vector of StanfordSpezi SpeziKt WeightDataConverterTest: the clock was never set',
    },
    { hex: '00ffff', readings: [weight(null)], source: `${BY_HAND}: measurement unsuccessful` },
    {
      hex: '00e803',
      readings: [itemReading('weight', 5, doubted('out_of_range'))],
      source: `${BY_HAND}: a bag, not a pupil`,
    },
    { hex: '00b0', rejected: 'truncated', source: BY_HAND },
    { hex: '00b03600', rejected: 'trailing_bytes', source: BY_HAND },
  ],
});
