import { type Decoding, defineDevice, rejected, type SimulatedValues } from '../../device.ts';
import { doubted, quantityReading, TRUSTED } from '../../trusted-readings.ts';
import { MAX_ATTRIBUTE_LENGTH } from '../flagged-device.ts';

/**
 * Contec CMS50D-BT pulse oximeter, which does not speak the Pulse Oximeter Service. As known from captures
 * (tobiasisenberg/OxiVis issue #2): `EB 01`, a status, pulse rate, saturation, two octets nobody explains, and a
 * check: the sum of all before it, of which the low seven bits are sent (the command `9B 01 1C` is made the same
 * way). Only the status 4 was ever captured with a finger in; any other is told without contact. A saturation of 127
 * is "none".
 */
const HEAD = [0xeb, 0x01] as const;
const LENGTH = 8;
const FINGER_IN = 4;
const NO_SATURATION = 0x7f;

const checkOf = (bytes: Uint8Array): number => bytes.reduce((sum, byte) => sum + byte, 0) & 0x7f;

function decode(frame: Uint8Array): Decoding {
  if (frame.length < LENGTH) return rejected('truncated', frame);
  if (frame[0] !== HEAD[0] || frame[1] !== HEAD[1]) return rejected('unknown_format', frame);
  if (frame.length > LENGTH) return rejected('trailing_bytes', frame);
  if (checkOf(frame.subarray(0, LENGTH - 1)) !== frame[LENGTH - 1]) return rejected('bad_checksum', frame);
  const [, , status, pulse = 0, saturation = NO_SATURATION] = frame;
  const trust = status === FINGER_IN ? TRUSTED : doubted('no_contact');
  return [
    quantityReading('spo2', saturation === NO_SATURATION ? null : saturation, trust),
    quantityReading('pulse_rate', pulse === 0 || pulse === 0xff ? null : pulse, trust),
  ];
}

function simulate(said: SimulatedValues): Uint8Array {
  const [spo2, pulse] = 'readings' in said ? said.readings : [];
  if (spo2?.kind !== 'quantity' || pulse?.kind !== 'quantity')
    throw new RangeError('it says spo2 and pulse rate');
  const bytes = Uint8Array.of(...HEAD, FINGER_IN, pulse.value ?? 0, spo2.value ?? NO_SATURATION, 0x7f, 0, 0);
  return bytes.with(LENGTH - 1, checkOf(bytes));
}

const said = (spo2: number | null, pulse: number | null, trust = TRUSTED) => [
  quantityReading('spo2', spo2, trust),
  quantityReading('pulse_rate', pulse, trust),
];
const CAPTURE = 'real capture, tobiasisenberg/OxiVis issue #2';

/** A finger oximeter (指夹血氧仪). */
export const contecOximeter = defineDevice({
  id: 'gatt/contec-cms50d',
  name: { zh: '康泰 CMS50D-BT 血氧仪', en: 'Contec CMS50D-BT pulse oximeter' },
  measures: ['spo2', 'pulse_rate'],
  identity: { kind: 'gatt', service: 'ff12', characteristic: 'ff02' },
  framing: { kind: 'message', maxLength: MAX_ATTRIBUTE_LENGTH },
  decode,
  simulate,
  sample: (random) => ({
    readings: said(20 + Math.floor(random() * 81), 20 + Math.floor(random() * 235)),
  }),
  // It falls silent after a minute unless it is asked again.
  poll: { request: Uint8Array.of(0x9b, 0x01, 0x1c), everyMs: 20_000 },
  connect: {
    zh: '夹好手指，打开蓝牙；网关需定时发送请求。',
    en: 'Clip it on and switch Bluetooth on; the gateway asks it again every 20 s (characteristic ff01).',
  },
  golden: [
    { hex: 'eb010453637f0025', readings: said(99, 83), source: CAPTURE },
    { hex: 'eb010440637f0012', readings: said(99, 64), source: CAPTURE },
    {
      hex: 'eb010053637f0021',
      readings: said(99, 83, doubted('no_contact')),
      source: 'written by hand from the captures',
    },
    { hex: 'eb0104007f7f006e', readings: said(null, null), source: 'written by hand from the captures' },
    { hex: 'eb010453637f0026', rejected: 'bad_checksum', source: 'written by hand' },
    { hex: 'eb000453637f0024', rejected: 'unknown_format', source: 'written by hand' },
    { hex: 'eb010453637f', rejected: 'truncated', source: 'written by hand' },
    { hex: 'eb010453637f002500', rejected: 'trailing_bytes', source: 'written by hand' },
  ],
});
