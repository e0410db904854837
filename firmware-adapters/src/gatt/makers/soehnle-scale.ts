import { type Decoding, defineDevice, rejected, type SimulatedValues } from '../../device.ts';
import { itemReading, quantityReading } from '../../trusted-readings.ts';
import { MAX_ATTRIBUTE_LENGTH } from '../flagged-device.ts';

/**
 * Soehnle Shape Sense Connect 200. As known from a capture (oliexdev/openScale issue #487): `09`, the user, the
 * scale's clock (year first, high octet first), weight in 0.1 kg and the impedance at 5 kHz and at 50 kHz in ohms, all
 * high octet first. The one at 50 kHz is what body composition is told from.
 */
const LENGTH = 15;
const RESULT = 0x09;
const WEIGHT_AT = 9;
const IMPEDANCE_AT = 13;

function decode(frame: Uint8Array): Decoding {
  if (frame.length === 0) return rejected('truncated', frame);
  if (frame[0] !== RESULT) return rejected('unknown_format', frame);
  if (frame.length < LENGTH) return rejected('truncated', frame);
  if (frame.length > LENGTH) return rejected('trailing_bytes', frame);
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  const impedance = view.getUint16(IMPEDANCE_AT);
  return [
    itemReading('weight', view.getUint16(WEIGHT_AT) / 10),
    quantityReading('impedance', impedance === 0 ? null : impedance),
  ];
}

function simulate(said: SimulatedValues): Uint8Array {
  const [weight, impedance] = 'readings' in said ? said.readings : [];
  if (weight?.kind !== 'measurement' || impedance?.kind !== 'quantity') {
    throw new RangeError('it says a weight and an impedance');
  }
  const bytes = Uint8Array.of(RESULT, 1, 0x07, 0xe7, 12, 25, 14, 30, 45, 0, 0, 0, 0, 0, 0);
  const view = new DataView(bytes.buffer);
  view.setUint16(WEIGHT_AT, Math.round((weight.value ?? 0) * 10));
  view.setUint16(IMPEDANCE_AT, impedance.value ?? 0);
  return bytes;
}

/** A body scale by Soehnle (Soehnle 体脂秤). */
export const soehnleScale = defineDevice({
  id: 'gatt/soehnle-shape-sense',
  name: { zh: '索恩乐 Shape Sense Connect 体脂秤', en: 'Soehnle Shape Sense Connect scale' },
  measures: ['weight', 'impedance'],
  identity: {
    kind: 'gatt',
    service: '352e3000-28e9-40b8-a361-6db4cca4147c',
    characteristic: '352e3001-28e9-40b8-a361-6db4cca4147c',
  },
  framing: { kind: 'message', maxLength: MAX_ATTRIBUTE_LENGTH },
  decode,
  simulate,
  sample: (random) => ({
    readings: [
      itemReading('weight', (140 + Math.floor(random() * 1_861)) / 10),
      quantityReading('impedance', 50 + Math.floor(random() * 4_951)),
    ],
  }),
  connect: {
    zh: '先配对一次，赤脚站上秤后自动发送。',
    en: 'Pair it once; it sends the result when someone steps on barefoot.',
  },
  golden: [
    {
      hex: '090107e001090a331c055501dc019d',
      readings: [itemReading('weight', 136.5), quantityReading('impedance', 413)],
      source: 'real capture, oliexdev/openScale issue #487, weight confirmed by the user',
    },
    {
      hex: '090107e001090a331c055500000000',
      readings: [itemReading('weight', 136.5), quantityReading('impedance', null)],
      source: 'written by hand: weighed with shoes on',
    },
    { hex: '090107e001090a331c0555', rejected: 'truncated', source: 'written by hand' },
    { hex: '200101', rejected: 'unknown_format', source: 'written by hand: an answer, no result' },
  ],
});
