import { scaleDevice } from './scale-device.ts';
import { massUnit, shownNumber, shownText, type Weighing, weightReading } from './weighing.ts';

/** Sign, then number in nine characters, a space, the unit in three: blank while the weight moves. */
const LINE = /^([+ -])([ \d.]{9}) ([A-Za-z ]{3})$/;

/** A line as the scale shows it. Without a unit it has not settled; it is then read in kg, as the platform is set. */
function parse(line: string): Weighing | 'unknown_format' | 'not_a_number' {
  if (/^ {3,7}(?:High|H) *$/.test(line)) return { shown: null, unit: 'kg', state: 'overload', mode: null };
  if (/^ {3,7}(?:Low|L) *$/.test(line)) return { shown: null, unit: 'kg', state: 'underload', mode: null };
  const [, sign, number = '', word = ''] = LINE.exec(line) ?? [];
  if (sign === undefined) return 'unknown_format';
  const magnitude = shownNumber(number);
  if (magnitude === undefined) return 'not_a_number';
  const shown = sign === '-' ? -magnitude : magnitude;
  if (word.trim() === '') return { shown, unit: 'kg', state: 'unstable', mode: null };
  const unit = massUnit(word);
  return unit === undefined ? 'unknown_format' : { shown, unit, state: 'stable', mode: null };
}

const source = (what: string): string => `constructed from Sartorius SBI, 16 characters: ${what}`;

/** Sartorius SBI, 16 characters with the line end: `+    45.20 kg `. The unit is printed only when settled. */
export const sartoriusScale = scaleDevice({
  id: 'scale/sartorius',
  name: { zh: '赛多利斯秤（SBI）', en: 'Sartorius scale, SBI' },
  line: { baudRate: 1200, dataBits: 7, parity: 'odd' },
  otherLines: [{ baudRate: 9600, dataBits: 7, parity: 'odd' }, { baudRate: 9600 }],
  parse,
  format({ shown, state }) {
    if (state === 'overload') return '     High     ';
    return `+${shownText(shown ?? 0, 2).padStart(9)} ${state === 'stable' ? 'kg ' : '   '}`;
  },
  golden: [
    { line: '+    45.20 kg ', source: source('settled'), readings: [weightReading(45.2)] },
    { line: '+    44.85    ', source: source('moving'), readings: [weightReading(44.85, 'unstable')] },
    { line: '+ 45200.0 g  ', source: source('a character is missing'), rejected: 'unknown_format' },
    { line: '     High     ', source: source('overload'), readings: [weightReading(null, 'overload')] },
    { line: '-     0.02 kg ', source: source('empty'), readings: [] },
    { line: '+    4 .20 kg ', source: source('a damaged digit'), rejected: 'not_a_number' },
  ],
});
