import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type AttemptId,
  type DeviceId,
  GatewayId,
  type HeartRateSample,
  type LessonId,
  type OtherReading,
  SchoolId,
  type SubjectId,
  toHeartRateBlock,
  toReadingBlock,
} from '@tizhi/contracts';
import { openInfluxTelemetry, openStores, type Stores, type TelemetryStore } from '@tizhi/storage';
import { describeWith, startInfluxd, temporaryFolder } from '@tizhi/testing';
import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runTizhi } from './run.fixture.ts';

const SCHOOL = SchoolId.parse('school-1');
const GATEWAY = GatewayId.parse('gym');
/** 2025-09-08 08:00:00 in Beijing. */
const MORNING = Date.parse('2025-09-08T08:00:00+08:00');

let folder: ReturnType<typeof temporaryFolder>;
let dataDir: string;
beforeEach(() => {
  folder = temporaryFolder();
  dataDir = join(folder.path, 'data');
  vi.stubEnv('TIZHI_DATA_DIR', dataDir);
  vi.stubEnv('TIZHI_INFLUX_URL', '');
});
afterEach(() => {
  vi.unstubAllEnvs();
  folder.remove();
});

const run = (...args: string[]) => runTizhi('export', ...args);
const rowsOf = (csv: string): Record<string, string>[] => parse(csv, { columns: true });

const samples: HeartRateSample[] = [0, 1, 2, 3].map((n) => ({
  device: `strap-${n % 2}` as DeviceId,
  at: MORNING + n * 1000 + 7,
  n: n + 1,
  deviceAt: n === 0 ? MORNING : null,
  bpm: n === 3 ? null : 120 + n,
  contact: 'detected',
  confidence: n === 3 ? 0 : 0.1 + 0.2,
  doubt: n === 3 ? 'no_value' : null,
  energyKj: null,
  rrMs: n === 0 ? [501.953125, 812.5] : [],
}));
const fill = (telemetry: TelemetryStore) =>
  telemetry.write([
    {
      school: SCHOOL,
      gateway: GATEWAY,
      clock: { skewMs: -1500, shiftMs: 0, errorMs: 12 },
      body: { kind: 'telemetry', blocks: [toHeartRateBlock(samples)] },
    },
  ]);

/** A system that is running, as an export finds it: both stores are open and stay so. */
async function withStores(test: (stores: Stores) => Promise<void>): Promise<void> {
  const stores = await openStores({ dataDir });
  try {
    await test(stores);
  } finally {
    await stores.close();
  }
}

describe('tizhi export telemetry', () => {
  it('writes every sample exactly, as CSV with a heading, while the stores are open', () =>
    withStores(async ({ telemetry }) => {
      await fill(telemetry);
      const { code, out } = await run('telemetry');
      expect(code).toBe(0);
      expect(out.split('\n').slice(0, 2)).toEqual([
        'at,school,gateway,device,bpm,contact,confidence,doubt,energyKj,rrMs,n,deviceAt,skewMs,errorMs',
        '2025-09-08T00:00:00.007Z,school-1,gym,strap-0,120,detected,0.30000000000000004,,,501.953125 812.5,1,2025-09-08T00:00:00.000Z,-1500,12',
      ]);
      expect(rowsOf(out)).toHaveLength(4);
    }));

  it('writes JSON lines that give the samples back', () =>
    withStores(async ({ telemetry }) => {
      await fill(telemetry);
      const { out } = await run('telemetry', '--format', 'json');
      const read = out.split('\n').map((line) => {
        const { school, gateway, at, deviceAt, skewMs, errorMs, ...rest } = JSON.parse(line);
        expect([skewMs, errorMs]).toEqual([-1500, 12]);
        return { ...rest, at: Date.parse(at), deviceAt: deviceAt === null ? null : Date.parse(deviceAt) };
      });
      expect(read).toEqual(samples);
    }));

  it('takes a range (from inclusive, to exclusive) and devices', () =>
    withStores(async ({ telemetry }) => {
      await fill(telemetry);
      const times = async (...args: string[]) =>
        rowsOf((await run('telemetry', ...args)).out).map((row) => Date.parse(row.at ?? '') - MORNING);
      const iso = ['--from', '2025-09-08T08:00:01.007+08:00', '--to', '2025-09-08T00:00:03.007Z'];
      expect(await times(...iso)).toEqual([1007, 2007]);
      expect(await times('--from', String(MORNING + 3007))).toEqual([3007]);
      expect(await times('--device', 'strap-1')).toEqual([1007, 3007]);
      expect(await times('--device', 'strap-1', 'strap-0', '--school', 'school-1')).toHaveLength(4);
      expect(await times('--school', 'school-2')).toEqual([]);
    }));

  it('finds nothing: a heading and exit code 0, or no line at all in JSON', () =>
    withStores(async () => {
      const { code, out } = await run('telemetry', '--from', '2030-01-01');
      expect([code, out.split('\n')]).toEqual([0, [expect.stringMatching(/^at,school/)]]);
      expect(await run('telemetry', '--format', 'json')).toMatchObject({ code: 0, out: '' });
    }));

  it('writes to a file, whole and readable by its owner only', () =>
    withStores(async ({ telemetry }) => {
      await fill(telemetry);
      const file = join(folder.path, 'out.csv');
      expect(await run('telemetry', '--out', file)).toMatchObject({ code: 0, out: '' });
      expect(readFileSync(file, 'utf8')).toBe(`${(await run('telemetry')).out}\n`);
      expect(existsSync(`${file}.partial`)).toBe(false);
    }));

  it('says so where there is no store, and creates none', async () => {
    for (const what of ['telemetry', 'readings', 'results']) {
      const { code, err } = await run(what);
      expect(code).toBe(2);
      expect(err).toContain('TIZHI_FILE_UNREADABLE');
    }
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it('leaves no file behind where the store fails', async () => {
    vi.stubEnv('TIZHI_INFLUX_URL', 'http://127.0.0.1:1/tizhi');
    const { code, err } = await run('telemetry', '--out', join(folder.path, 'out.csv'));
    expect(code).toBe(3);
    expect(err).toContain('TIZHI_STORE_UNAVAILABLE');
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it.each([
    ['--from', '2025-02-30'],
    ['--from', 'yesterday'],
    ['--to', '99999999999999'],
    ['--school', 'Not An Id'],
    ['--device', 'x_y'],
    ['--out', join('no', 'such', 'folder', 'out.csv')],
  ])('answers %s %s with one clear line', (option, value) =>
    withStores(async () => {
      const { code, err } = await run('telemetry', option, value);
      expect(code).toBe(2);
      expect(err).toMatch(/^TIZHI_USAGE: .*/);
      expect(err).toContain(value);
    }),
  );

  it('refuses a range that ends before it begins, and an unknown format', async () => {
    expect((await run('telemetry', '--from', '2025-09-02', '--to', '2025-09-01')).err).toContain(
      'TIZHI_USAGE',
    );
    expect((await run('telemetry', '--format', 'xml')).code).toBe(2);
  });

  it('explains its columns in its help', async () => {
    const { code, out } = await run('telemetry', '--help');
    expect(code).toBe(0);
    expect(out).toContain('rrMs');
  });
});

describe('tizhi export readings', () => {
  const trust = { confidence: 1, doubt: null };
  const others: OtherReading[] = [
    { kind: 'quantity', quantity: 'spo2', value: 97.5, confidence: 0.5, doubt: 'poor_signal' },
    {
      ...{
        kind: 'waveform',
        signal: 'acceleration',
        fsHz: 52,
        sensorMs: null,
        channels: [
          [0.5, -1],
          [1, 2],
        ],
      },
      ...trust,
    },
    { kind: 'tag', tag: 'SYNTHETIC-CARD' },
    { kind: 'timing', event: 'finish', trigger: 'gate', channel: 1, number: 4711, timeMs: 9_123, ...trust },
    { kind: 'device_info', field: 'model', text: 'H"10, a' },
  ];
  const fillOthers = (telemetry: TelemetryStore) =>
    telemetry.write([
      {
        ...{ school: SCHOOL, gateway: GATEWAY, clock: { skewMs: -1500, shiftMs: 0, errorMs: 12 } },
        body: {
          kind: 'telemetry',
          blocks: [
            toReadingBlock(
              others.map((reading, i) => ({
                ...{ device: 'band-1' as DeviceId, at: MORNING + i, n: i + 1, deviceAt: null, reading },
              })),
            ),
          ],
        },
      },
    ]);

  it('writes what each is of, its value and its unit, and of samples and times the detail', () =>
    withStores(async ({ telemetry }) => {
      await fillOthers(telemetry);
      const { code, out } = await run('readings');
      expect(code).toBe(0);
      const rows = rowsOf(out).map(({ kind, what, value, unit, doubt, detail }) => [
        ...[kind, what, value, unit, doubt, detail],
      ]);
      expect(rows).toEqual([
        ['quantity', 'spo2', '97.5', '%', 'poor_signal', ''],
        ['waveform', 'acceleration', '', 'g', '', '{"fsHz":52,"sensorMs":null,"channels":[[0.5,-1],[1,2]]}'],
        ['tag', '', '', '', '', ''],
        ['timing', 'finish', '9123', 'ms', '', '{"trigger":"gate","channel":1}'],
        ['device_info', 'model', '', '', '', 'H"10, a'],
      ]);
      expect(out.split('\n')[1]).toMatch(/,1,,-1500,12$/);
    }));

  it('tells neither whose card was read nor a start number, in either format', () =>
    withStores(async ({ telemetry }) => {
      await fillOthers(telemetry);
      for (const format of ['csv', 'json']) {
        const { out } = await run('readings', '--format', format);
        expect(out).not.toContain('SYNTHETIC-CARD');
        expect(out).not.toContain('4711');
      }
      const waveform = (await run('readings', '--format', 'json', '--kind', 'waveform')).out;
      expect(JSON.parse(waveform)).toMatchObject({
        detail: {
          channels: [
            [0.5, -1],
            [1, 2],
          ],
        },
        n: 2,
      });
    }));

  it('takes a range, devices and kinds', () =>
    withStores(async ({ telemetry }) => {
      await fillOthers(telemetry);
      const numbers = async (...args: string[]) =>
        rowsOf((await run('readings', ...args)).out).map(({ n }) => Number(n));
      expect(await numbers('--from', String(MORNING + 1), '--to', String(MORNING + 3))).toEqual([2, 3]);
      expect(await numbers('--device', 'strap-1')).toEqual([]);
      expect(await numbers('--kind', 'tag', 'timing')).toEqual([3, 4]);
      expect((await run('readings', '--kind', 'smell')).code).toBe(2);
    }));
});

describe('tizhi export results', () => {
  const attempt = {
    kind: 'attempt' as const,
    attempt: '0b7a3c1e-6a0f-4c3e-9d51-0f8a5f3f2b11' as AttemptId,
    item: 'standing_long_jump' as const,
    value: 182.5,
    unit: 'cm' as const,
    at: MORNING,
    deviceAt: null,
    station: 'jump-mat' as DeviceId,
    lesson: 'lesson-1' as LessonId,
    subject: 'pupil-1' as SubjectId,
    tag: 'SYNTHETIC-NUMBER',
    confidence: 1,
    doubt: null,
    rawHex: '3138322e35',
  };

  it('writes attempts with their scores by pseudonym, without the number on the tag', () =>
    withStores(async ({ records }) => {
      const clock = { skewMs: 0, errorMs: 5 };
      const received = { school: SCHOOL, gateway: GATEWAY, receivedAt: MORNING + 5, clock, body: attempt };
      const nothing = { marks: [], alerts: [], deadLetters: [], gaps: [], segments: [] };
      await records.inbox.commit({ ...nothing, attempts: [received] });
      await records.results.saveScores([
        {
          attempt: attempt.attempt,
          standardVersion: 'CN-NSPFS-2014',
          score: 85,
          bonus: 0,
          level: 'good',
          bmi: null,
          at: MORNING + 9,
        },
      ]);
      const { code, out } = await run('results', '--from', String(MORNING), '--to', String(MORNING + 1));
      expect(code).toBe(0);
      expect(rowsOf(out)).toEqual([
        {
          at: '2025-09-08T00:00:00.000Z',
          receivedAt: '2025-09-08T00:00:00.005Z',
          school: 'school-1',
          gateway: 'gym',
          station: 'jump-mat',
          lesson: 'lesson-1',
          subject: 'pupil-1',
          item: 'standing_long_jump',
          value: '182.5',
          unit: 'cm',
          confidence: '1',
          doubt: '',
          score: '85',
          bonus: '0',
          level: 'good',
          bmi: '',
          standardVersion: 'CN-NSPFS-2014',
          attempt: attempt.attempt,
        },
      ]);
      expect(out).not.toContain(attempt.tag);
      expect((await run('results', '--to', String(MORNING))).out.split('\n')).toHaveLength(1);
      expect(JSON.parse((await run('results', '--format', 'json')).out)).toMatchObject({ value: 182.5 });
    }));
});

describeWith(['influxd'], 'tizhi export telemetry from InfluxDB', () => {
  it('gives the same lines as from SQLite', async () => {
    const influxd = await startInfluxd();
    try {
      const url = `${influxd.url}/tizhi`;
      const influx = openInfluxTelemetry({ url });
      await fill(influx);
      await influx.close();
      await withStores(async ({ telemetry }) => {
        await fill(telemetry);
        const { out: fromSqlite } = await run('telemetry');
        vi.stubEnv('TIZHI_INFLUX_URL', url);
        expect((await run('telemetry')).out).toBe(fromSqlite);
      });
    } finally {
      await influxd.remove();
    }
  });
});
