import { existsSync, readFileSync } from 'node:fs';
import type { TimingReading } from '@tizhi/contracts';
import { describe, expect, it } from 'vitest';
import { decodeCapture } from '../../adapter.ts';
import { fromText } from '../../bytes.ts';
import { algeTdc8001, algeTimy } from './alge.ts';
import { createRunTimer, MOST_RUNNING, type RunTimeRule, TDC8001_RULE } from './run-times.ts';
import { timing } from './timing-device.ts';

const DATA = new URL('../../../../../shared/data/protocol/', import.meta.url);
const at = (name: string): URL => new URL(name, DATA);
const present = existsSync(at('alge_tdc8001_race_dump_part1.txt'));
const json = (name: string) => JSON.parse(readFileSync(at(name), 'utf8'));

function timingsIn(text: string): TimingReading[] {
  return decodeCapture(algeTdc8001, fromText(text)).flatMap((each) =>
    each.kind === 'frame' ? each.readings.filter((reading) => reading.kind === 'timing') : [],
  );
}
function runTimes(readings: readonly TimingReading[], rule: RunTimeRule = TDC8001_RULE) {
  const timer = createRunTimer(rule);
  return readings.flatMap((reading) => timer(reading) ?? []);
}
const line = (mark: string, number: string, channel: string, clock: string): string =>
  `${mark}${number} ${channel}  ${clock} 00\r`;

it('a run is the finish less the start, cut to a hundredth and never rounded up', () => {
  const readings = timingsIn(
    line(' ', '0001', 'C0', '10:00:00.0001') + line(' ', '0001', 'C1', '10:00:09.9999'),
  );
  expect(runTimes(readings)).toEqual([{ number: 1, ms: 9_990, trigger: 'gate' }]);
});

it('where impulses are cut before they are subtracted, a hundredth may come out differently', () => {
  const readings = timingsIn(
    line(' ', '0001', 'C0', '10:00:00.0099') + line(' ', '0001', 'C1', '10:00:09.9900'),
  );
  expect(runTimes(readings)[0]?.ms).toBe(9_980);
  expect(runTimes(readings, { ...TDC8001_RULE, cuts: 'impulses' })[0]?.ms).toBe(9_990);
});

it('cancelled and blocked impulses make no result, and a new start replaces the old one', () => {
  const [start, finish] = ['10:00:00.0000', '10:00:09.0000'];
  const run = (...lines: string[]) => runTimes(timingsIn(lines.join('')));
  const [c0, c1] = [line(' ', '0001', 'C0', start), line(' ', '0001', 'C1', finish)];
  expect(run(c0, line('c', '0001', 'C0', start), c1)).toEqual([]);
  expect(run(c0, line('d', '0001', 'C0', start), c1)).toEqual([]);
  expect(run(c0, line('b', '0001', 'C1', '10:00:05.0000'), c1)).toMatchObject([{ ms: 9_000 }]);
  expect(run(c0, line('?', '0001', 'C1', '10:00:05.0000'), c1)).toMatchObject([{ ms: 9_000 }]);
  expect(run(c0, line(' ', '0001', 'C0', '10:00:02.0000'), c1)).toMatchObject([{ ms: 7_000 }]);
  expect(run(c0, c1, c1)).toHaveLength(1);
});

it('a run over midnight is as long as any other', () => {
  const readings = timingsIn(
    line(' ', '0001', 'C0', '23:59:58.0000') + line(' ', '0001', 'C1', '00:00:07.5000'),
  );
  expect(runTimes(readings)[0]?.ms).toBe(9_500);
});

it('starts that nobody follows are not kept for ever', () => {
  const starts = Array.from({ length: MOST_RUNNING + 1 }, (_, number) =>
    timing({ event: 'start', channel: 0, number, timeMs: 0 }),
  );
  const finish = (number: number) => timing({ event: 'finish', channel: 1, number, timeMs: 9_000 });
  expect(runTimes([...starts, finish(0)])).toEqual([]);
  expect(runTimes([...starts, finish(1)])).toHaveLength(1);
});

describe('against the shared captures', () => {
  it.runIf(!present)('NOT TESTED: the shared protocol data is absent', () => expect(present).toBe(false));

  it.runIf(present)('every computed time of a race is the one that the TdC 8001 printed', () => {
    const text = readFileSync(at('alge_tdc8001_race_dump_part1.txt'), 'latin1');
    const { lines, expected_final_run_times_s: expected } = json('alge_tdc8001_race_dump_part1.json');
    const decoded = decodeCapture(algeTdc8001, fromText(text));
    expect(decoded).toHaveLength(lines);
    expect(decoded.filter(({ kind }) => kind === 'rejected')).toEqual([]);

    const readings = timingsIn(text);
    const printed = readings
      .filter(({ event }) => event === 'run_time')
      .map(({ number, timeMs }) => ({ number, ms: timeMs }));
    const computed = runTimes(readings);
    expect(computed.map(({ number, ms }) => ({ number, ms }))).toEqual(printed);
    expect(Object.fromEntries(computed.map(({ number, ms }) => [number, ms / 1000]))).toEqual(expected);
  });

  it.runIf(present)(
    'the field log of a Timy pairs in order, but for two who never arrived, and gives the logged times',
    () => {
      const { lines, expected } = json('serial_timy_fifo_log.json');
      const readings = decodeCapture(algeTimy, fromText(lines.map((each: string) => ` ${each}\r`).join('')));
      const impulses = readings.flatMap((each) =>
        each.kind === 'frame' ? each.readings.filter((reading) => reading.kind === 'timing') : [],
      );
      expect(impulses).toHaveLength(lines.length);
      // Two who started never arrived: the log has no time of them, and whoever keeps it takes them out.
      const gone = impulses.filter(({ number }) => number === 59 || number === 61);
      const withdrawn = gone.map((start): TimingReading => ({ ...start, event: 'cancelled' }));
      const lastOfThem = impulses.findIndex(({ number }) => number === 62);
      const told = [...impulses.slice(0, lastOfThem), ...withdrawn, ...impulses.slice(lastOfThem)];
      const rule = { pairs: 'in_order', cuts: 'impulses', decimals: 2 } as const;
      const [, ...seconds] = runTimes(told, rule).map(({ ms }) => ms / 1000);
      expect(seconds).toEqual(Object.values(expected.elapsed_logged_s));
    },
  );

  it.runIf(present)('every stated line is read as stated', () => {
    const vectors: { line: string; expected: Readonly<Record<string, unknown>> }[] =
      json('serial_alge_lines.json');
    for (const { line: text, expected } of vectors) {
      const [reading] = timingsIn(`${text}\r`);
      const { kind, manual, bib, channel, time_s: seconds } = expected;
      if (bib !== undefined) expect(reading?.number, text).toBe(bib);
      if (channel !== undefined) expect(`C${reading?.channel}`, text).toBe(channel);
      if (seconds !== undefined) expect(reading?.timeMs, text).toBe(Math.round(Number(seconds) * 1e5) / 100);
      if (manual !== undefined) expect(reading?.trigger === 'manual', text).toBe(manual);
      if (kind === undefined) continue;
      const event = /^(start|blocked|ignored|disqualified|cleared)/.exec(String(kind))?.[1] ?? '';
      const means = { start: 'start', blocked: 'blocked', ignored: 'blocked' }[event] ?? 'cancelled';
      expect(reading?.event, text).toBe(means);
    }
  });
});
