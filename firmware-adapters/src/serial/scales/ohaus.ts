import { scaleDevice } from './scale-device.ts';
import { massUnit, shownNumber, shownText, type Weighing, weightReading } from './weighing.ts';

/** Number right-aligned in eleven characters (polarity included), unit, `?` where it moves, `G` or `N`. */
const LINE = /^ *(-? *[\d.]+) +([A-Za-z]{1,3}) *(\?)? *(G|N|NET)? *$/;

/** A line as the scale shows it. */
export function parseOhaus(line: string): Weighing | 'unknown_format' | 'not_a_number' {
  const [, number, word = '', moving, mode] = LINE.exec(line) ?? [];
  if (number === undefined) return 'unknown_format';
  const [shown, unit] = [shownNumber(number), massUnit(word)];
  if (shown === undefined) return 'not_a_number';
  if (unit === undefined) return 'unknown_format';
  return {
    shown,
    unit,
    state: moving === undefined ? 'stable' : 'unstable',
    mode: mode === undefined ? null : mode === 'G' ? 'gross' : 'net',
  };
}

const source = (what: string): string => `constructed from the printed form of Ohaus Defender 3000: ${what}`;

/** Ohaus Defender and Ranger: `   45.200 kg    G`, with `?` behind the unit while the weight moves. */
export const ohausScale = scaleDevice({
  id: 'scale/ohaus',
  name: { zh: '奥豪斯台秤', en: 'Ohaus Defender scale' },
  otherLines: [{ baudRate: 4800 }, { baudRate: 2400 }, { baudRate: 19_200 }],
  poll: { request: new Uint8Array([0x49, 0x50, 0x0d, 0x0a]), everyMs: 500 }, // IP: print at once, stable or not
  parse: parseOhaus,
  format({ shown, state }) {
    if (shown === null) throw new RangeError('this scale prints nothing at overload');
    return `${shownText(shown, 3).padStart(10)} kg ${state === 'stable' ? ' ' : '?'}  G`;
  },
  golden: [
    { line: '    45.200 kg    G', source: source('stable, gross'), readings: [weightReading(45.2)] },
    { line: '    45.200 kg ?  G', source: source('moving'), readings: [weightReading(45.2, 'unstable')] },
    { line: '    38.500 kg    N', source: source('net'), readings: [weightReading(38.5)] },
    { line: '   0.125 kg    G', source: source('a small weight'), readings: [] },
    { line: '    45.2.0 kg    G', source: source('two points'), rejected: 'not_a_number' },
    { line: '    12 PCS', source: source('a count'), rejected: 'unknown_format' },
    { line: '    12.000 kg    G', source: source('no pupil'), rejected: 'out_of_range' },
  ],
});
