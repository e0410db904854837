import { fromText } from '../../bytes.ts';
import { scaleDevice } from './scale-device.ts';
import { massUnit, shownNumber, shownText, type Weighing, weightReading } from './weighing.ts';

/** `S S    100.00 g`: the answer to S, SI or SIR. The number stands right-aligned in ten characters. */
const WEIGHT = /^S([SDT]?) ([SDI+-])(?: +([+-]?[\d.]*) +([A-Za-z]{1,3}))? *$/;

/** The answer as the scale shows it. `S I`, `ES`, `ET` and `EL` say that it cannot answer now, or not this. */
export function parseMtSics(line: string): Weighing | 'unknown_format' | 'not_a_number' | 'refused' {
  if (/^(?:E[STL]|S I) *$/.test(line)) return 'refused';
  const [, , status, number, word = ''] = WEIGHT.exec(line) ?? [];
  if (status === undefined || status === 'I') return 'unknown_format';
  if (status === '+') return { shown: null, unit: 'kg', state: 'overload', mode: null };
  if (status === '-') return { shown: null, unit: 'kg', state: 'underload', mode: null };
  const [shown, unit] = [shownNumber(number ?? ''), massUnit(word)];
  if (number === undefined || unit === undefined) return 'unknown_format';
  if (shown === undefined) return 'not_a_number';
  return { shown, unit, state: status === 'S' ? 'stable' : 'unstable', mode: null };
}

const source = (what: string): string => `constructed from MT-SICS level 0: ${what}`;

/**
 * Mettler-Toledo MT-SICS level 0. Asked `SI` (send at once) it answers `S S` stable, `S D` dynamic, `S +` overload,
 * `S -` underload, `S I` not executable (MT-SICS reference, 11780711, command S and SI).
 */
export const mtSicsScale = scaleDevice({
  id: 'scale/mt-sics',
  name: { zh: '梅特勒-托利多秤（MT-SICS）', en: 'Mettler-Toledo scale, MT-SICS' },
  otherLines: [{ baudRate: 19_200 }, { baudRate: 4800 }, { baudRate: 2400 }],
  poll: { request: fromText('SI\r\n'), everyMs: 500 },
  connect: {
    zh: '用串口线连接；通讯方式选 MT-SICS，由网关询问，无需按键。',
    en: 'Connect by its serial cable; choose MT-SICS. The gateway asks: no key needs to be pressed.',
  },
  parse: parseMtSics,
  format({ shown, state }) {
    if (state === 'overload') return 'S +';
    return `S ${state === 'stable' ? 'S' : 'D'} ${shownText(shown ?? 0, 2).padStart(10)} kg`;
  },
  golden: [
    { line: 'S S      45.20 kg', source: source('stable'), readings: [weightReading(45.2)] },
    { line: 'S D      44.85 kg', source: source('dynamic'), readings: [weightReading(44.85, 'unstable')] },
    { line: 'S S    100.00 g', source: 'maker’s example of the answer to S', readings: [] },
    { line: 'S +', source: source('overload'), readings: [weightReading(null, 'overload')] },
    { line: 'S -', source: source('underload'), readings: [] },
    { line: 'S I', source: source('busy'), rejected: 'refused' },
    { line: 'ES', source: source('syntax error'), rejected: 'refused' },
    { line: 'S S      4.5.2 kg', source: source('two points'), rejected: 'not_a_number' },
    { line: 'I4 A "0123456789"', source: source('the answer at switching on'), rejected: 'unknown_format' },
  ],
});
