import type { DeviceDefinition } from '../../device.ts';
import type { GoldenLine } from '../line-device.ts';
import { formatAlge, parseAlge } from './alge-line.ts';
import { sampleImpulse, timing, timingDevice } from './timing-device.ts';

const real = 'lines of a real device, as RaceHorology’s tests state them (facts only)';
const dump = 'a youth ski race, dumped from a TdC 8001 (RaceHorology, facts only)';
const source = 'constructed from the form of the lines';

const golden: readonly GoldenLine[] = [
  {
    line: ' 0035 C0M 21:46:36.3900 00',
    source: real,
    readings: [timing({ event: 'start', trigger: 'manual', channel: 0, number: 35, timeMs: 78_396_390 })],
  },
  {
    line: '?0034 C1M 21:46:48.12   00',
    source: real,
    readings: [timing({ event: 'blocked', trigger: 'manual', channel: 1, number: 34, timeMs: 78_408_120 })],
  },
  {
    line: 't0003 C1  16:01:56.6585 00',
    source: real,
    readings: [timing({ event: 'finish', channel: 1, number: 3, timeMs: 57_716_658.5 })],
  },
  {
    line: 'b0034 C1M 21:46:48.3300 00',
    source: real,
    readings: [timing({ event: 'blocked', trigger: 'manual', channel: 1, number: 34, timeMs: 78_408_330 })],
  },
  ...(['c', 'd'] as const).map(
    (mark): GoldenLine => ({
      line: `${mark}0035 C0  21:46:36.3910 00`,
      source: real,
      readings: [timing({ event: 'cancelled', channel: 0, number: 35, timeMs: 78_396_391 })],
    }),
  ),
  {
    line: ' 0002 RT  00:01:04.82   00',
    source: dump,
    readings: [timing({ event: 'run_time', channel: null, number: 2, timeMs: 64_820 })],
  },
  { line: 'n0002', source: dump, readings: [] },
  {
    line: ' 0007 C2  09:00:01.0000 00',
    source,
    readings: [timing({ event: 'lap', channel: 2, number: 7, timeMs: 32_401_000 })],
  },
  { line: ' 0007 C0  09:61:01.0000 00', source, rejected: 'unknown_format' },
  { line: ' 0007 C0  09:00:0', source, rejected: 'unknown_format' },
  { line: 'ALGE TIMING', source, rejected: 'unknown_format' },
];

const alge = (
  device: Pick<DeviceDefinition, 'name' | 'connect'> & { readonly id: string },
): DeviceDefinition =>
  timingDevice({
    ...device,
    ends: '\r',
    line: { baudRate: 9600 },
    otherLines: [{ baudRate: 38_400 }, { baudRate: 19_200 }, { baudRate: 4800 }, { baudRate: 2400 }],
    parse: parseAlge,
    format: formatAlge,
    sample: (random) => sampleImpulse(random, 4),
    accuracy: {
      zh: '打印分辨率 0.0001 秒；成绩截到 0.01 秒',
      en: 'prints 0.0001 s; run times are cut to 0.01 s',
      source: 'seen in every pair of a race dump',
    },
    golden,
  });

/** ALGE TdC 8001: computes run times itself and prints them as `RT`. */
export const algeTdc8001 = alge({
  id: 'alge/tdc8001',
  name: { zh: 'ALGE TdC 8001 计时仪', en: 'ALGE TdC 8001 timer' },
  connect: { zh: '用 RS-232 线接“PC”口。', en: 'Connect the socket "PC" by an RS-232 cable.' },
});

/** ALGE Timy: the same lines; in its backup program it prints impulses alone. */
export const algeTimy = alge({
  id: 'alge/timy',
  name: { zh: 'ALGE Timy 计时仪', en: 'ALGE Timy timer' },
  connect: {
    zh: '用 RS-232 线（或其 USB 串口）连接；菜单中打开 RS232 输出。',
    en: 'Connect by RS-232, or by its USB serial port; switch on RS232 output in its menu.',
  },
});
