import { scaleDevice } from './scale-device.ts';
import { massUnit, shownNumber, shownText, type Weighing, weightReading } from './weighing.ts';

/** Status, mode, then the number and its unit with spaces wherever a maker likes them. */
const LINE = /^(ST|US|OL|UL),(GS|NT|TR)(?:,| ) *([+-]? *[\d.]*) *([A-Za-z]{0,3}) *$/;
const STATES = { ST: 'stable', US: 'unstable', OL: 'overload', UL: 'underload' } as const;

/** A line as the scale shows it, with the decimals and the unit that it prints. */
export function parseStGs(line: string): Weighing | 'unknown_format' | 'not_a_number' {
  const [, status, mode, number = '', word = ''] = LINE.exec(line) ?? [];
  const state = STATES[status as keyof typeof STATES];
  // A tare line tells what is taken off, not what is weighed.
  if (state === undefined || mode === 'TR') return 'unknown_format';
  const of = { state, mode: mode === 'NT' ? 'net' : 'gross' } as const;
  const [shown, unit] = [shownNumber(number), massUnit(word)];
  if (state === 'overload' || state === 'underload') return { shown: null, unit: unit ?? 'kg', ...of };
  if (shown === undefined) return 'not_a_number';
  return unit === undefined ? 'unknown_format' : { shown, unit, ...of };
}

const source = (what: string): string => `constructed: ${what}`;
const capture = 'capture of a T-Scale indicator, as published (TScale NHB and QHW notes)';

/**
 * The line that most weighing indicators print (A&D AD-43xx, T-Scale, CAS, Jadever and their copies):
 * `ST,GS,   45.20 kg`. Status `ST` stable, `US` unstable, `OL` overload, `UL` under zero; mode `GS` gross, `NT` net.
 */
export const stGsScale = scaleDevice({
  id: 'scale/st-gs',
  name: { zh: '电子秤（ST,GS 通用格式）', en: 'Scale printing "ST,GS," lines' },
  otherLines: [{ baudRate: 4800 }, { baudRate: 2400 }, { baudRate: 19_200 }, { baudRate: 1200 }],
  connect: {
    zh: '用串口线连接；输出方式选“连续”或“稳定后发送”。',
    en: 'Connect by its serial cable; choose continuous output, or output when stable.',
  },
  parse: parseStGs,
  format({ shown, state }) {
    if (state === 'overload') return 'OL,GS,         kg';
    return `${state === 'stable' ? 'ST' : 'US'},GS,${shownText(shown ?? 0, 2).padStart(8)} kg`;
  },
  golden: [
    { line: 'ST,GS,   45.20 kg', source: source('stable, gross'), readings: [weightReading(45.2)] },
    { line: 'US,GS,   44.85 kg', source: source('swaying'), readings: [weightReading(44.85, 'unstable')] },
    { line: 'ST,NT, 00038.50 kg', source: source('net of a tare'), readings: [weightReading(38.5)] },
    { line: 'ST,GS,   99.65 lb', source: source('pounds'), readings: [weightReading(45.200_479_670_5)] },
    { line: 'OL,GS,         kg', source: source('overload'), readings: [weightReading(null, 'overload')] },
    { line: 'ST,GS    20.7g  ', source: capture, readings: [] },
    { line: 'ST,GS,   245.6 g', source: capture, readings: [] },
    { line: 'ST,GS, 00254.80 kg', source: 'maker’s example of the format', rejected: 'out_of_range' },
    { line: 'ST,GS,   4x.20 kg', source: source('a damaged digit'), rejected: 'unknown_format' },
    { line: 'ST,GS,   4.5.2 kg', source: source('two points'), rejected: 'not_a_number' },
    { line: 'ST,TR,    1.00 kg', source: source('a tare line'), rejected: 'unknown_format' },
  ],
});
