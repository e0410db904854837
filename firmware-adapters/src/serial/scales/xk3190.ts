import { concat, fromText, toHex, toText } from '../../bytes.ts';
import { frameScale } from './frame-scale.ts';
import { type Weighing, weightReading } from './weighing.ts';

const STX = 0x02;
const ETX = 0x03;
const LENGTH = 12;
const FRAME = /^([+-])(\d{6})([0-4])$/;

/** The exclusive or of the bytes between STX and the checksum, as two characters `0`-`9`, `A`-`F`. */
const checksum = (body: Uint8Array): Uint8Array =>
  fromText(toHex(Uint8Array.of(body.reduce((xor, byte) => xor ^ byte, 0))).toUpperCase());

function parse(frame: Uint8Array): Weighing | 'unknown_format' {
  const [, sign, digits = '', places] = FRAME.exec(toText(frame.subarray(1, 9))) ?? [];
  if (sign === undefined) return 'unknown_format';
  const shown = Number(`${digits}e-${places}`);
  return { shown: sign === '-' ? -shown : shown, unit: 'kg', state: 'stable', mode: null };
}

const frameOf = (body: string): Uint8Array => {
  const bytes = fromText(body);
  return concat(Uint8Array.of(STX), bytes, checksum(bytes), Uint8Array.of(ETX));
};
const source = (what: string): string => `constructed from the indicator's manual, continuous mode: ${what}`;
const hex = (body: string): string => toHex(frameOf(body));

/**
 * Yaohua XK3190-A9 and the many indicators that copy it (耀华), continuous mode: STX, sign, six digits, the number of
 * decimals, two characters of checksum, ETX. It says neither unit (kg, as it is set) nor whether the weight has settled:
 * the reading counts once the same weight has come again and again (`createOnceAdapter`).
 */
export const xk3190Scale = frameScale({
  settledAfter: 5,
  id: 'scale/xk3190-a9',
  name: { zh: '耀华 XK3190-A9 仪表', en: 'Yaohua XK3190-A9 indicator' },
  otherLines: [{ baudRate: 4800 }, { baudRate: 2400 }, { baudRate: 1200 }],
  connect: {
    zh: '串口 2、3、5 脚；通讯方式设为连续发送（tF=0）。',
    en: 'Serial pins 2, 3 and 5; set the indicator to continuous output (tF=0).',
  },
  framing: {
    kind: 'fixed',
    start: Uint8Array.of(STX),
    length: LENGTH,
    check(frame) {
      if (frame[LENGTH - 1] !== ETX || typeof parse(frame) === 'string') return 'unknown_format';
      const sum = toText(checksum(frame.subarray(1, 9)));
      return toText(frame.subarray(9, 11)) === sum ? null : 'bad_checksum';
    },
  },
  parse,
  format({ shown, state }) {
    if (shown === null || state !== 'stable')
      throw new RangeError('this indicator says a weight and no more');
    const hundredths = Math.round(shown * 100);
    if (hundredths / 100 !== shown) throw new RangeError(`${shown} kg is finer than 0.01 kg`);
    return frameOf(`+${String(hundredths).padStart(6, '0')}2`);
  },
  golden: [
    { hex: '022b30303435323032314103', source: source('45.20 kg'), readings: [weightReading(45.2)] },
    { hex: hex('+0004521'), source: source('45.2 kg with one decimal'), readings: [weightReading(45.2)] },
    { hex: hex('-0000022'), source: source('an empty platform'), readings: [] },
    { hex: hex('+0452002'), source: source('heavier than a pupil'), rejected: 'out_of_range' },
    {
      hex: hex('+0045202').replace('3532', '3533'),
      source: source('a digit changed'),
      rejected: 'bad_checksum',
    },
    { hex: hex('+00a5202'), source: source('a letter for a digit'), rejected: 'unknown_format' },
  ],
});
