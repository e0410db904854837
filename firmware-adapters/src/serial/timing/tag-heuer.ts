import { drawWhole } from '../draw.ts';
import { formatTagHeuer, parseTagHeuer } from './tag-heuer-line.ts';
import { timing, timingDevice } from './timing-device.ts';

const form = 'constructed from the columns that rallyx_timing_scoring reads of a CP 520 (facts only)';
const stored = 'a CP 540’s memory as RaceHorology’s parser states it (facts only)';
const start = { event: 'start', channel: 1, number: 35, timeMs: 78_396_390 } as const;

/** TAG Heuer Chronoprinter 520 and 540: impulses as they come, and results read out of its memory. */
export const tagHeuer = timingDevice({
  id: 'tag-heuer/cp540',
  name: { zh: '豪雅 CP 520/540 计时打印机', en: 'TAG Heuer Chronoprinter 520/540' },
  ends: '\r',
  line: { baudRate: 9600 },
  otherLines: [{ baudRate: 38_400 }, { baudRate: 19_200 }, { baudRate: 4800 }],
  connect: {
    zh: '用电脑线接 RS-232 口；输入 1 为起点，输入 4 为终点。',
    en: 'Connect its computer socket by RS-232. Input 1 is the start, input 4 the finish.',
  },
  accuracy: {
    zh: '打印分辨率 0.00001 秒',
    en: 'prints 0.00001 s',
    source: 'the lines themselves; the clock behind them is not claimed',
  },
  parse: parseTagHeuer,
  format: formatTagHeuer,
  sample(random) {
    const channel = drawWhole(random, 1, 4);
    const usual = channel === 1 ? 'start' : channel === 4 ? 'finish' : 'lap';
    const event = random() < 0.2 ? 'cancelled' : usual;
    const number = random() < 0.3 ? null : drawWhole(random, 1, 9999);
    const timeMs = drawWhole(random, 0, 8_640_000_000 - 1) / 100;
    return {
      readings: [timing({ event, channel, number, timeMs, trigger: random() < 0.2 ? 'manual' : 'gate' })],
    };
  },
  golden: [
    { line: 'T         35 1 21:46:36.39000', source: form, readings: [timing(start)] },
    { line: '\nT         35 1 21:46:36.39000\t', source: form, readings: [timing(start)] },
    {
      line: 'T         35M4 21:47:40.12345',
      source: form,
      readings: [timing({ ...start, event: 'finish', trigger: 'manual', channel: 4, timeMs: 78_460_123.45 })],
    },
    {
      line: 'T            2       36.39000',
      source: form,
      readings: [timing({ event: 'lap', channel: 2, number: null, timeMs: 36_390 })],
    },
    {
      line: 'T-        35 1 21:46:36.39000',
      source: 'constructed: the source names T- and T+ and does not describe them',
      readings: [timing({ ...start, event: 'cancelled' })],
    },
    {
      line: 'RR 0002 9999   06:06:01.35403',
      source: stored,
      readings: [timing({ event: 'run_time', channel: null, number: 9999, timeMs: 21_961_354.03 })],
    },
    { line: 'DS 01 245 TIME', source: stored, readings: [] },
    { line: 'DE 01', source: stored, readings: [] },
    { line: 'T         35 1 21:66:36.39000', source: form, rejected: 'unknown_format' },
    { line: 'T         35 1 21:46:36', source: form, rejected: 'unknown_format' },
  ],
});
