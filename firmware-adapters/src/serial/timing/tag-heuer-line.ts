import type { TimingReading } from '@tizhi/contracts';
import { wide } from '../say.ts';
import { formatClock, parseClock, toMs, toTicks } from './clock.ts';

/*
 * TAG Heuer CP 520 and CP 540, lines that end with CR, some with a tab before it and a line feed behind it:
 *
 *   0         1         2
 *   01234567890123456789012345678
 *   `T        35  1 21:46:36.39000`   an impulse: number in 2-11, channel in 12-13, time from 15
 *   `RR 0002 0035   00:01:04.82000`   a stored result: rank, number, time
 *
 * Hours and minutes may be blank. `T-` takes a time back, `T+` puts one in by hand. `DS`, `DE`, `!T` and answers to `#`
 * frame a dump of the memory and say no time.
 */
const IMPULSE = /^T([ +-])([ \d]{10})([ M]\d) (.{8}\.\d{1,5}) *$/;
const RESULT = /^RR \d{4} (\d{4}) {3}(.{8}\.\d{1,5}) *$/;
const FRAME_OF_A_DUMP = /^(?:D[SE] \d\d|!T )/;

/** Input 1 starts and input 4 stops in the programs with one start; the others are in between. */
const START = 1;
const FINISH = 4;

/** `        36.39000` with its blank hours and minutes as zeros. */
const filled = (clock: string): string =>
  `${clock
    .slice(0, 6)
    .replaceAll(/ /g, '0')
    .replace(/^(..).(..)./, '$1:$2:')}${clock.slice(6)}`;

const eventOf = (channel: number): TimingReading['event'] =>
  channel === START ? 'start' : channel === FINISH ? 'finish' : 'lap';

/** What a line says; nothing for the frame of a dump. */
export function parseTagHeuer(text: string): TimingReading | 'nothing' | 'unknown_format' {
  const line = text.replace(/^\n/, '').replace(/\t$/, '');
  if (FRAME_OF_A_DUMP.test(line)) return 'nothing';
  const trusted = { kind: 'timing', confidence: 1, doubt: null } as const;
  const [, resultOf, took = ''] = RESULT.exec(line) ?? [];
  if (resultOf !== undefined) {
    const ticks = parseClock(filled(took));
    if (ticks === undefined) return 'unknown_format';
    const number = Number(resultOf);
    return { ...trusted, event: 'run_time', trigger: 'gate', channel: null, number, timeMs: toMs(ticks) };
  }
  const [, mark, number = '', input = '', clock = ''] = IMPULSE.exec(line) ?? [];
  const ticks = parseClock(filled(clock));
  if (mark === undefined || ticks === undefined || /\d +\d|\d{6}/.test(number)) return 'unknown_format';
  const channel = Number(input.slice(1));
  return {
    ...trusted,
    event: mark === '-' ? 'cancelled' : eventOf(channel),
    trigger: input.startsWith('M') || mark === '+' ? 'manual' : 'gate',
    channel,
    number: number.trim() === '' ? null : Number(number),
    timeMs: toMs(ticks),
  };
}

/** The line that says it. A `RangeError` for what these devices cannot say. */
export function formatTagHeuer({ event, trigger, channel, number, timeMs, doubt }: TimingReading): string {
  if (timeMs === null || doubt !== null) throw new RangeError('a line has a time');
  const clock = formatClock(toTicks(timeMs), 5);
  const digits = number === null ? '' : String(number);
  if (event === 'run_time') return `RR 0000 ${wide(digits, 4, '0')}   ${clock}`;
  if (channel === null || (event !== 'cancelled' && event !== eventOf(channel))) {
    throw new RangeError(`input ${channel} is no ${event}`);
  }
  const input = `${trigger === 'manual' ? 'M' : ' '}${wide(String(channel), 1)}`;
  return `T${event === 'cancelled' ? '-' : ' '}${wide(digits, 10)}${input} ${clock}`;
}
