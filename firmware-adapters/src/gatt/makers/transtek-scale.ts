import { type Decoding, defineDevice, rejected, type SimulatedValues } from '../../device.ts';
import { itemReading } from '../../trusted-readings.ts';
import { MAX_ATTRIBUTE_LENGTH } from '../flagged-device.ts';
import { floatBits, readFloat } from '../medical-float.ts';

/**
 * Scales by Transtek, such as the Medisana BS444: indication of 0x8A21. As known from a capture
 * (bcdiaconu/openscale_wiki Medisana-BS444.md), the weight stands in octets 1-4; read as an IEEE 11073 FLOAT it gives
 * what the scale showed (0xFE002580 is 9600 x 10^-2), and the time follows in seconds since 2010.
 */
const LENGTH = 19;
const HEAD = 0x1d;
const WEIGHT_AT = 1;

function decode(frame: Uint8Array): Decoding {
  if (frame.length < LENGTH) return rejected('truncated', frame);
  if (frame.length > LENGTH) return rejected('trailing_bytes', frame);
  if (frame[0] !== HEAD) return rejected('unknown_format', frame);
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  return [itemReading('weight', readFloat(view.getUint32(WEIGHT_AT, true)))];
}

function simulate(said: SimulatedValues): Uint8Array {
  const [weight] = 'readings' in said ? said.readings : [];
  if (weight?.kind !== 'measurement' || weight.item !== 'weight')
    throw new RangeError('a scale says a weight');
  const bytes = new Uint8Array(LENGTH);
  bytes[0] = HEAD;
  new DataView(bytes.buffer).setUint32(WEIGHT_AT, floatBits(weight.value), true);
  return bytes;
}

/** A body scale by Transtek (Medisana 体重秤). */
export const transtekScale = defineDevice({
  id: 'gatt/medisana-bs444',
  name: { zh: '美迪莎娜 BS444 体重秤', en: 'Medisana BS444 scale (Transtek)' },
  measures: ['weight'],
  identity: { kind: 'gatt', service: '78b2', characteristic: '8a21' },
  framing: { kind: 'message', maxLength: MAX_ATTRIBUTE_LENGTH },
  decode,
  simulate,
  sample: (random) => ({ readings: [itemReading('weight', (140 + Math.floor(random() * 1_861)) / 10)] }),
  connect: {
    zh: '先配对一次，站上秤后自动发送。',
    en: 'Pair it once; it sends the result when someone steps on.',
  },
  golden: [
    {
      hex: '1d802500fe800ff40d6a1700ff010900000000',
      readings: [itemReading('weight', 96)],
      source: 'real capture, bcdiaconu/openscale_wiki Medisana-BS444.md',
    },
    {
      hex: '1dffff7f00800ff40d6a1700ff010900000000',
      readings: [itemReading('weight', null)],
      source: 'written by hand: NaN',
    },
    { hex: '1d802500fe800ff40d', rejected: 'truncated', source: 'written by hand' },
    {
      hex: '6f802500fe800ff40d6a1700ff010900000000',
      rejected: 'unknown_format',
      source: 'written by hand: the head of its other characteristic',
    },
  ],
});
