import { concat, fromText, toHex, toText } from '../../bytes.ts';
import { frameScale } from './frame-scale.ts';
import { shownNumber, shownText, type Weighing, weightReading } from './weighing.ts';

const LENGTH = 8;

/** Seven characters, the last digit first: `02.5400` is 45.20 kg. */
function parse(frame: Uint8Array): Weighing | 'unknown_format' {
  const text = [...toText(frame.subarray(1))].reverse().join('');
  const shown = /^-?\d+\.?\d*$/.test(text) ? shownNumber(text.replace(/\.$/, '')) : undefined;
  return shown === undefined ? 'unknown_format' : { shown, unit: 'kg', state: 'stable', mode: null };
}

const frameOf = (shown: string): Uint8Array =>
  concat(fromText('='), fromText([...shown.padStart(LENGTH - 1, '0')].reverse().join('')));
const hex = (shown: string): string => toHex(frameOf(shown));
const source = (what: string): string => `constructed from the "=" output of DS-822 type indicators: ${what}`;

/**
 * Indicators that print `=` and then the number backwards (柯力、耀华 “=” 格式): `=02.5400`. No unit (kg, as it is
 * set), no status, no checksum: prefer another format of the same indicator where it has one.
 */
export const reversedScale = frameScale({
  settledAfter: 5,
  id: 'scale/reversed',
  name: { zh: '“=”倒序输出仪表', en: 'Indicator printing "=" and digits backwards' },
  otherLines: [{ baudRate: 4800 }, { baudRate: 2400 }, { baudRate: 1200 }],
  framing: {
    kind: 'fixed',
    start: fromText('='),
    length: LENGTH,
    check: (frame) => (typeof parse(frame) === 'string' ? 'unknown_format' : null),
  },
  parse,
  format({ shown, state }) {
    if (shown === null || state !== 'stable')
      throw new RangeError('this indicator says a weight and no more');
    return frameOf(shownText(shown, 2));
  },
  golden: [
    { hex: '3d30322e35343030', source: source('45.20 kg'), readings: [weightReading(45.2)] },
    { hex: hex('38.5'), source: source('one decimal'), readings: [weightReading(38.5)] },
    { hex: hex('0.00'), source: source('an empty platform'), readings: [] },
    { hex: hex('452.00'), source: source('heavier than a pupil'), rejected: 'out_of_range' },
    { hex: '3d30322e35783030', source: source('a letter for a digit'), rejected: 'unknown_format' },
  ],
});
