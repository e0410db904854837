import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DefinitionId, DeviceId } from '@tizhi/contracts';
import { createAdapter, findDefinition } from '@tizhi/firmware-adapters';
import { eventually, temporaryFolder } from '@tizhi/testing';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReplayConfig } from '../config/source-config.ts';
import { startReplaySource } from './replay-source.ts';
import type { Frame, SourceContext } from './source.ts';

const STRAP = DeviceId.parse('strap-1');
const GATT = DefinitionId.parse('gatt/2a37');
const START = 1_700_000_000_000;

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

function file(name: string, text: string): string {
  const path = join(folder.path, name);
  writeFileSync(path, text);
  return path;
}
function contextOf(
  frames: Frame[],
  room: (signal: AbortSignal) => Promise<void> = async () => undefined,
): SourceContext {
  return {
    sink: {
      frame: (frame) => void frames.push(frame),
      reset: () => undefined,
      readings: () => undefined,
      cameras: () => undefined,
      room,
      tags: () => [],
    },
    log: pino({ level: 'silent' }),
    clock: () => START,
    random: Math.random,
    definitionOf: (id) => {
      const found = findDefinition(id);
      if (!found.ok) throw new Error(id);
      return found.value;
    },
  };
}
async function playAll(config: Partial<ReplayConfig> & { file: string }) {
  const frames: Frame[] = [];
  const source = startReplaySource(
    { kind: 'replay', device: STRAP, definition: GATT, speed: 'max', ...config },
    contextOf(frames),
  );
  await eventually('played', () => source.report().finished);
  return { frames, report: source.report() };
}
/** The readings that the frames' bytes decode to. */
function readingsOf(frames: readonly Frame[]) {
  const definition = findDefinition('gatt/2a37');
  if (!definition.ok) throw new Error('gatt/2a37');
  const adapter = createAdapter(definition.value);
  return frames.flatMap(({ at, bytes }) =>
    adapter
      .push(bytes)
      .flatMap((decoded) =>
        decoded.kind === 'frame' ? decoded.readings.map((reading) => ({ at, reading })) : [],
      ),
  );
}

describe('replay', () => {
  it('plays each row at its own instant, keeps two rows of one instant, skips and counts rows without a rate', async () => {
    const csv = file('run.csv', 't_s,hr_bpm,cadence\n0,61,\n0,61,\n1,,90\n2.5,300,\n');
    const { frames, report } = await playAll({ file: csv, startAt: 5_000 });
    expect(readingsOf(frames).map(({ at, reading }) => [at, 'bpm' in reading ? reading.bpm : null])).toEqual([
      [5_000, 61],
      [5_000, 61],
      [7_500, 300],
    ]);
    expect(report).toMatchObject({ frames: 3, skipped: 1 });
  });

  it('starts at the present where no other start is given', async () => {
    const { frames } = await playAll({ file: file('run.csv', 't_s,hr_bpm\n3,61\n') });
    expect(frames[0]?.at).toBe(START + 3_000);
  });

  it('sends an RR interval with the first row after its second beat, the rest with the last row', async () => {
    const csv = file('run.csv', 't_s,hr_bpm\n0,60\n1,60\n2,60\n');
    const { frames } = await playAll({ file: csv, rrFile: file('rr.csv', 'rr_s\n0.5\n0.5\n0.75\n1\n1\n') });
    expect(readingsOf(frames).map(({ reading }) => ('rrMs' in reading ? reading.rrMs : []))).toEqual([
      [],
      [500, 500],
      [750, 1000, 1000],
    ]);
  });

  it('plays captured bytes of any device as they are', async () => {
    const played = await playAll({
      file: file('capture.jsonl', '{"t_ms":0,"hex":"024a"}\n\n{"t_ms":1500,"hex":"FF00"}\n'),
    });
    expect(played.frames.map(({ at, bytes }) => [at - START, Buffer.from(bytes).toString('hex')])).toEqual([
      [0, '024a'],
      [1_500, 'ff00'],
    ]);
  });

  it('keeps the pace it is told', async () => {
    const csv = file('run.csv', 't_s,hr_bpm\n0,61\n10,62\n20,63\n');
    const started = performance.now();
    await playAll({ file: csv, speed: 100 });
    const tookMs = performance.now() - started;
    expect(tookMs).toBeGreaterThanOrEqual(195);
    expect(tookMs).toBeLessThan(2_000);
  });

  it('waits for room at full speed, and stops when told to', async () => {
    const csv = file(
      'run.csv',
      `t_s,hr_bpm\n${Array.from({ length: 1_000 }, (_, i) => `${i},61`).join('\n')}\n`,
    );
    const frames: Frame[] = [];
    const gates: (() => void)[] = [];
    const context = contextOf(frames, () => new Promise((resolve) => gates.push(resolve)));
    const config: ReplayConfig = { kind: 'replay', device: STRAP, definition: GATT, speed: 0, file: csv };
    const source = startReplaySource(config, context);
    await eventually('the first question', () => gates.length === 1);
    expect(frames).toHaveLength(0);
    gates[0]?.();
    await eventually('the second question', () => gates.length === 2);
    expect(frames).toHaveLength(250);
    const stopped = source.stop();
    gates[1]?.();
    await stopped;
    expect(frames).toHaveLength(250);
  });

  it('stops at once while there is no room', async () => {
    const csv = file('run.csv', 't_s,hr_bpm\n0,61\n');
    let asked = false;
    const never = (signal: AbortSignal): Promise<void> => {
      asked = true;
      return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
    };
    const config: ReplayConfig = { kind: 'replay', device: STRAP, definition: GATT, speed: 0, file: csv };
    const frames: Frame[] = [];
    const source = startReplaySource(config, contextOf(frames, never));
    await eventually('it asks', () => asked);
    await source.stop();
    expect(frames).toEqual([]);
  });

  it('gives the recording’s own time as the device’s where it is known', async () => {
    const csv = file('run.csv', 't_s,hr_bpm\n3,61\n');
    const [known, unknown] = [await playAll({ file: csv, startAt: 5_000 }), await playAll({ file: csv })];
    expect(known.frames[0]?.deviceAt).toBe(8_000);
    expect(unknown.frames[0]?.deviceAt).toBeNull();
  });

  it.each([
    ['no.csv', undefined, 'TIZHI_FILE_UNREADABLE'],
    ['other.csv', 'time,pulse\n0,61\n', 'TIZHI_FILE_FORMAT'],
    ['empty.csv', '', 'TIZHI_FILE_FORMAT'],
    ['bad.jsonl', '{"t_ms":0,"hex":"02"}\n{"t_ms":0,"hex":"0"}\n', 'TIZHI_FILE_FORMAT'],
  ])('refuses %s', (name, text, code) => {
    const path = text === undefined ? join(folder.path, name) : file(name, text);
    const config: ReplayConfig = { kind: 'replay', device: STRAP, definition: GATT, speed: 0, file: path };
    expect(() => startReplaySource(config, contextOf([]))).toThrow(expect.objectContaining({ code }));
  });
});

/** Recordings of real runs and rides, where this checkout lies beside the shared folder. */
const RECORDINGS = join(import.meta.dirname, '../../../../shared/data/fit');
const names = existsSync(RECORDINGS)
  ? readdirSync(RECORDINGS).filter((name) => name.endsWith('.csv') && !name.endsWith('_rr.csv'))
  : [];
const describeRecordings = names.length > 0 ? describe : describe.skip;

describeRecordings(
  `replay of real recordings${names.length > 0 ? '' : ' (NOT TESTED: no shared/data/fit)'}`,
  () => {
    it.each(names)('%s comes out of the adapter sample for sample', async (name) => {
      const path = join(RECORDINGS, name);
      const rr = path.replace(/\.csv$/, '_rr.csv');
      const { frames } = await playAll({ file: path, ...(existsSync(rr) ? { rrFile: rr } : {}) });
      const rows = readFileSync(path, 'utf8')
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.split(','))
        .filter(([, bpm]) => bpm !== '')
        .map(([t, bpm]) => [START + Number(t) * 1000, Number(bpm)]);
      const readings = readingsOf(frames);
      expect(readings.map(({ at, reading }) => [at, 'bpm' in reading ? reading.bpm : null])).toEqual(rows);
      const heardRr = readings.flatMap(({ reading }) => ('rrMs' in reading ? reading.rrMs : []));
      const givenRr = existsSync(rr) ? readFileSync(rr, 'utf8').trim().split('\n').slice(1) : [];
      // 1/1024 s is the format's own resolution.
      expect(heardRr.map((ms) => Math.round((ms * 1024) / 1000))).toEqual(
        givenRr.map((seconds) => Math.round(Number(seconds) * 1024)),
      );
    });
  },
);
