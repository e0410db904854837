import type { TimingReading } from '@tizhi/contracts';
import { wide } from '../say.ts';
import { formatClock, parseClock, toMs, toTicks } from './clock.ts';

/*
 * The line of ALGE TdC 8001, TdC 4000 and Timy on RS-232 (9600 8N1, CR), 26 characters:
 *
 *   0         1         2
 *   01234567890123456789012345
 *   ` 0035 C0M 21:46:36.3900 00`
 *
 * 0 mark, 1-4 start number, 6-8 channel (`C0` start, `C1` finish, `C2`-`C9` in between; `M` behind it: by hand) or
 * `RT` (run time), `TT` (total time), 10-22 time, 24-25 group. `n0001` alone says which number is next.
 */
const LINE = /^([ ?mbcditn])(\d{4}) (C\d|RT|TT)(M| ) (.{8,13}?)(?: +\d\d)? *$/;
const NEXT_NUMBER = /^n\d{4}$/;

/** What the mark makes of the line. A blank and the others count as they are. */
const MARKS: Readonly<Record<string, TimingReading['event']>> = {
  '?': 'blocked', // no such number waits: unarmed, or the impulse of somebody else
  b: 'blocked', // the channel was blocked
  c: 'cancelled', // cleared
  d: 'cancelled', // disqualified: the time is taken away
};

const impulse = (channel: string): TimingReading['event'] =>
  channel === 'C0' ? 'start' : channel === 'C1' ? 'finish' : 'lap';

/** What an ALGE line says; nothing for the number that is next, or a total over several runs. */
export function parseAlge(line: string): TimingReading | 'nothing' | 'unknown_format' {
  if (NEXT_NUMBER.test(line)) return 'nothing';
  const [, mark = '', number, channel = '', modifier, clock = ''] = LINE.exec(line) ?? [];
  if (number === undefined) return 'unknown_format';
  const ticks = parseClock(clock);
  if (ticks === undefined) return 'unknown_format';
  if (channel === 'TT') return 'nothing';
  const computed = channel === 'RT';
  return {
    kind: 'timing',
    event: MARKS[mark] ?? (computed ? 'run_time' : impulse(channel)),
    trigger: modifier === 'M' || mark === 'i' ? 'manual' : 'gate',
    channel: computed ? null : Number(channel.slice(1)),
    number: Number(number),
    timeMs: toMs(ticks),
    confidence: 1,
    doubt: null,
  };
}

/** The line that says it. A `RangeError` for what an ALGE device cannot say. */
export function formatAlge({ event, trigger, channel, number, timeMs, doubt }: TimingReading): string {
  if (timeMs === null || number === null || doubt !== null)
    throw new RangeError('ALGE prints number and time');
  const runTime = channel === null;
  if (runTime !== (event === 'run_time'))
    throw new RangeError('a run time, and nothing else, has no channel');
  const wanted = runTime ? 'run_time' : impulse(`C${channel}`);
  if (event !== wanted && event !== 'blocked' && event !== 'cancelled') {
    throw new RangeError(`channel ${channel} is no ${event}`);
  }
  const mark = event === 'blocked' ? 'b' : event === 'cancelled' ? 'c' : ' ';
  const where = runTime ? 'RT' : `C${wide(String(channel), 1)}`;
  const clock = runTime ? `${formatClock(toTicks(timeMs), 2)}  ` : formatClock(toTicks(timeMs), 4);
  return `${mark}${wide(String(number), 4, '0')} ${where}${trigger === 'manual' ? 'M' : ' '} ${clock} 00`;
}
