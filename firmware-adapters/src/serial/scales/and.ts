import { scaleDevice } from './scale-device.ts';
import { massUnit, shownNumber, shownText, type Weighing, weightReading } from './weighing.ts';

const LINE = /^(ST|US|QT),([+-][\d.]{8})([A-Za-z ]{3})$/;
const OVERLOAD = /^OL,[+-]9999999E[+-]19$/;

function parse(line: string): Weighing | 'unknown_format' | 'not_a_number' {
  if (OVERLOAD.test(line)) return { shown: null, unit: 'kg', state: 'overload', mode: null };
  const [, header, number = '', word = ''] = LINE.exec(line) ?? [];
  if (header === undefined || header === 'QT') return 'unknown_format';
  const [shown, unit] = [shownNumber(number), massUnit(word)];
  if (shown === undefined) return 'not_a_number';
  if (unit === undefined) return 'unknown_format';
  return { shown, unit, state: header === 'ST' ? 'stable' : 'unstable', mode: null };
}

const source = (what: string): string => `constructed from A&D's standard format: ${what}`;

/**
 * A&D standard format, 15 characters: header, comma, sign and eight characters of number, unit right-aligned in three:
 * `ST,+00045.20 kg`. `ST` stable, `US` unstable, `OL` overload, `QT` a count of pieces, which is no weight.
 */
export const andScale = scaleDevice({
  id: 'scale/and',
  name: { zh: '电子秤（A&D 标准格式）', en: 'Scale, A&D standard format' },
  line: { baudRate: 2400, dataBits: 7, parity: 'even' },
  otherLines: [{ baudRate: 9600, dataBits: 7, parity: 'even' }, { baudRate: 9600 }, { baudRate: 2400 }],
  connect: {
    zh: '用串口线连接；在功能菜单中选 A&D 标准格式、连续输出。',
    en: 'Connect by its serial cable; in its function table choose the A&D standard format and stream mode.',
  },
  parse,
  format({ shown, state }) {
    if (state === 'overload') return 'OL,+9999999E+19';
    return `${state === 'stable' ? 'ST' : 'US'},+${shownText(shown ?? 0, 2).padStart(8, '0')} kg`;
  },
  golden: [
    { line: 'ST,+00045.20 kg', source: source('stable'), readings: [weightReading(45.2)] },
    { line: 'US,+00044.85 kg', source: source('unstable'), readings: [weightReading(44.85, 'unstable')] },
    { line: 'ST,+00099.65 lb', source: source('pounds'), readings: [weightReading(45.200_479_670_5)] },
    { line: 'OL,+9999999E+19', source: source('overload'), readings: [weightReading(null, 'overload')] },
    { line: 'ST,-00000.02 kg', source: source('an empty platform'), readings: [] },
    { line: 'QT,+00000012 PC', source: source('a count'), rejected: 'unknown_format' },
    { line: 'ST,+00450.20 kg', source: source('heavier than a pupil'), rejected: 'out_of_range' },
    { line: 'ST,+0004..20 kg', source: source('two points'), rejected: 'not_a_number' },
  ],
});
