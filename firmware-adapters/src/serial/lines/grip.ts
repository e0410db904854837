import { convert } from '@tizhi/contracts';
import { drawWhole } from '../draw.ts';
import { lineDevice } from '../line-device.ts';
import { printed, quantified, theReading } from '../say.ts';
import { shownNumber } from '../scales/weighing.ts';

/** Hand, force, unit; `N` stands for newtons, which are turned into kilograms-force (1 kgf = 9.80665 N, exact). */
const LINE = /^GRIP[ ,](?:([LR])[ ,])? *([\d.]+) *(kg|lb|N)$/i;
const NEWTONS_PER_KGF = 9.806_65;

const kilograms = (shown: number, unit: string): number | undefined => {
  if (unit === 'kg') return shown;
  if (unit === 'lb') return convert(shown, 'lb', 'kg');
  return Number((shown / NEWTONS_PER_KGF).toPrecision(12));
};

const seen = (what: string): string => `constructed from the form that dynamometers print: ${what}`;
const grip = (value: number) => [quantified('grip_strength', { value })];

/** A hand dynamometer (握力计): `GRIP,R,32.5,kg` or `GRIP 32.5 kg`. Which hand it was is not kept. */
export const gripDynamometer = lineDevice({
  id: 'grip/line',
  name: { zh: '握力计（按行输出）', en: 'Grip dynamometer printing lines' },
  measures: ['grip_strength'],
  ends: '\r\n',
  line: { baudRate: 9600 },
  otherLines: [{ baudRate: 4800 }, { baudRate: 19_200 }],
  read(line) {
    const [, , number = '', unit = ''] = LINE.exec(line.replace(/,(?=(?:kg|lb|N)$)/i, '')) ?? [];
    if (unit === '') return 'unknown_format';
    const shown = shownNumber(number);
    const value = shown === undefined ? undefined : kilograms(shown, unit.toLowerCase());
    return value === undefined ? 'not_a_number' : [quantified('grip_strength', { value })];
  },
  write(readings) {
    const { quantity, value, doubt } = theReading(readings, 'quantity');
    if (quantity !== 'grip_strength' || doubt !== null) throw new RangeError('a dynamometer says a grip');
    return `GRIP,R,${printed(value, 1)},kg`;
  },
  sample: (random) => ({ readings: grip(drawWhole(random, 0, 1200) / 10) }),
  golden: [
    { line: 'GRIP,R,32.5,kg', source: seen('right hand'), readings: grip(32.5) },
    { line: 'GRIP 28.0 kg', source: seen('no hand'), readings: grip(28) },
    { line: 'GRIP,L,196.133,N', source: seen('newtons'), readings: grip(20) },
    {
      line: 'GRIP,R,325,kg',
      source: seen('a lost point: kept, and doubted'),
      readings: [quantified('grip_strength', { value: 325 })],
    },
    { line: 'GRIP,R,3.2.5,kg', source: seen('two points'), rejected: 'not_a_number' },
    { line: 'GRIP,R,32.5', source: seen('no unit'), rejected: 'unknown_format' },
  ],
});
