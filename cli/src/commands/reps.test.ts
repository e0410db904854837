import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asRecorded, replayFrame, replayHeader, seededRandom, simulateFilm } from '@tizhi/edge-agent';
import { temporaryFolder } from '@tizhi/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../main.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const at = (name: string): string => join(folder.path, name);
const TEST_FILM = at('test.mp4');
beforeAll(() => {
  const test = ['-f', 'lavfi', '-i', 'testsrc=s=160x120:r=10:d=1', TEST_FILM];
  const { status, stderr } = spawnSync('ffmpeg', ['-v', 'error', '-y', ...test]);
  if (status !== 0) throw new Error(`ffmpeg: ${String(stderr)}`);
});

/** A network is loaded and looks for somebody in every frame. */
const PATIENCE_MS = 90_000;

async function reps(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await main(['reps', ...args], {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

/** Films of other people, beside the checkout; without them a generated one in which nobody is has to do. */
const FILMS = join(import.meta.dirname, '../../../../shared/data/video');
const films = [
  ['pushup_correct_1rep.mp4', 'push_up', 1],
  ['squat_kai_correct_014.mp4', 'squat', 0],
] as const;
const present = films
  .map(([file, item, count]) => [join(FILMS, file), item, count] as const)
  .filter(([path]) => existsSync(path));

describe(`tizhi reps${present.length > 0 ? '' : ' (real films NOT TESTED: no shared/data/video)'}`, () => {
  it.each([...present, [TEST_FILM, 'squat', 0] as const])(
    'counts %s',
    async (path, item, count) => {
      const { code, out } = await reps(path, '--item', item, '--json');
      expect(code).toBe(0);
      const result = JSON.parse(out);
      expect(result).toMatchObject({ item, count });
      expect(result.reps.filter(({ valid }: { valid: boolean }) => valid)).toHaveLength(count);
      expect(result.frames).toBeGreaterThan(9);
      expect(result.fps).toBeGreaterThan(9);
    },
    PATIENCE_MS,
  );

  it.each([
    ['no item', [TEST_FILM], 'TIZHI_USAGE'],
    ['an item that nobody counts', [TEST_FILM, '--item', 'cartwheel'], 'TIZHI_USAGE'],
    ['a live camera without an end', ['/dev/video99', '--item', 'squat'], 'TIZHI_USAGE'],
    ['an end before the start', [TEST_FILM, '--item', 'squat', '--seconds', '-1'], 'TIZHI_USAGE'],
    ['an address that is none', ['rtsp://', '--item', 'squat', '--seconds', '1'], 'TIZHI_USAGE'],
    ['no film', [at('none.mp4'), '--item', 'squat'], 'TIZHI_FILE_UNREADABLE'],
    ['what is not a film', [at('text.mp4'), '--item', 'squat'], 'TIZHI_FILE_'],
    ['a manifest that is none', ['eval', at('text.mp4')], 'TIZHI_FILE_FORMAT'],
    ['a manifest that is not there', ['eval', at('none.json')], 'TIZHI_FILE_UNREADABLE'],
    ['a manifest whose films are not there', ['eval', at('lost.json')], 'TIZHI_FILE_UNREADABLE'],
  ])('refuses %s in one line and its translation', async (_, args, code) => {
    writeFileSync(at('text.mp4'), 'not a film');
    writeFileSync(at('lost.json'), JSON.stringify({ entries: [entry('lost.mp4', 'squat', 1)] }));
    const refused = await reps(...args);
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toContain(code);
    expect(refused.err.split('\n')).toHaveLength(2);
  });

  it(
    'says that ffmpeg is missing',
    () => {
      mkdirSync(at('empty'), { recursive: true });
      const tizhi = join(import.meta.dirname, '../../bin/tizhi.js');
      const run = spawnSync(process.execPath, [tizhi, 'reps', TEST_FILM, '--item', 'squat'], {
        env: { ...process.env, PATH: at('empty') },
        encoding: 'utf8',
      });
      expect(run.status).toBe(2);
      expect(run.stderr).toContain('ffmpeg is not installed');
      expect(run.stderr).not.toContain('    at ');
    },
    PATIENCE_MS,
  );
});

describe('a skeleton replay', () => {
  it('counts again to the same result, with the evidence of each repetition, and holds nothing but points', async () => {
    const film = simulateFilm('squat', seededRandom(11));
    const lines = film.frames.map((frame) => replayFrame(asRecorded(frame)));
    writeFileSync(
      at('squat.jsonl'),
      [replayHeader({ item: 'squat', fps: film.fps, mat: null }), ...lines].join('\n'),
    );
    const first = await reps(at('squat.jsonl'), '--json', '--replay', at('again.jsonl'));
    expect(first.code).toBe(0);
    const result = JSON.parse(first.out);
    expect(result.count).toBe(film.count);
    for (const { start, end, evidence } of result.reps) {
      expect(evidence.amplitude).toMatchObject({ unit: 'share_of_way' });
      expect(evidence.amplitude.value).toBeGreaterThan(0.7);
      expect(evidence.rest.at).toBeCloseTo(start, 1);
      expect(evidence.end.at).toBeGreaterThan(start);
      expect(evidence.end.at).toBeLessThan(end);
      expect(evidence.end.points).toHaveLength(51);
    }
    const again = await reps(at('again.jsonl'), '--item', 'squat', '--json');
    expect(JSON.parse(again.out)).toEqual(result);
    const kinds = readFileSync(at('again.jsonl'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => Object.keys(JSON.parse(line)).join());
    expect(new Set(kinds)).toEqual(new Set(['replay,v,item,fps,unit,points', 'at,points', 'rep']));
    expect(kinds.filter((kind) => kind === 'rep')).toHaveLength(result.reps.length);
  });

  it('is written of a film, and gives what the film gave', { timeout: PATIENCE_MS }, async () => {
    const film = await reps(TEST_FILM, '--item', 'squat', '--json', '--replay', at('film.jsonl'));
    const replay = await reps(at('film.jsonl'), '--item', 'squat', '--json');
    const { msPerFrame: _, ...seen } = JSON.parse(film.out);
    expect(JSON.parse(replay.out)).toMatchObject(seen);
  });

  it.each([
    ['is cut', '{"replay":"tizhi-skeleton","v":1', 'line 1'],
    [
      'has a picture in it',
      `${replayHeader({ item: 'squat', fps: 30, mat: null })}\n{"at":0,"points":null,"jpeg":"x"}`,
      'line 2',
    ],
  ])('is refused when it %s', async (_, text, where) => {
    writeFileSync(at('bad.jsonl'), text);
    const refused = await reps(at('bad.jsonl'), '--item', 'squat');
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toContain('TIZHI_FILE_FORMAT');
    expect(refused.err).toContain(where);
  });
});

const entry = (file: string, exercise: string, count: number) => ({
  kind: 'video',
  file,
  exercise,
  ground_truth: { count, confidence: 'high' },
});

describe('tizhi reps eval', () => {
  it(
    'prints how often the counts are right, and what was invented',
    async () => {
      const entries = [entry('test.mp4', 'squat', 2), entry('test.mp4', 'other:clock', 0)];
      writeFileSync(at('manifest.json'), JSON.stringify({ entries }));
      const { code, out, err } = await reps('eval', at('manifest.json'));
      expect(code).toBe(0);
      expect(err.split('\n')).toEqual(['1/2 test.mp4', '2/2 test.mp4']);
      expect(out).toMatch(/test\.mp4 +squat +2 \(high\) +0 +worse/);
      expect(out).toContain('7 counts by all counters');
      expect(out).toContain('0 not zero');
    },
    PATIENCE_MS,
  );

  it(
    'prints JSON with the variations',
    async () => {
      writeFileSync(at('one.json'), JSON.stringify({ entries: [entry('test.mp4', 'squat', 0)] }));
      const { out } = await reps('eval', at('one.json'), '--variations', '--json');
      const { judged } = JSON.parse(out);
      expect(judged).toHaveLength(15);
      expect(judged.every(({ verdict }: { verdict: string }) => verdict === 'exact')).toBe(true);
    },
    PATIENCE_MS,
  );
});

describe(`tizhi reps --lanes${present.length > 0 ? '' : ' (real people NOT TESTED: no shared/data/video)'}`, () => {
  const halves = [
    { name: 'left', area: { left: 0, right: 0.5, top: 0, bottom: 1 } },
    { name: 'right', area: { left: 0.5, right: 1, top: 0, bottom: 1 } },
  ];
  /** Each lane is one more look at each frame. */
  const LANES_PATIENCE_MS = 3 * PATIENCE_MS;
  const lanesOf = (name: string, lanes: unknown): string => {
    writeFileSync(at(name), typeof lanes === 'string' ? lanes : JSON.stringify({ lanes }));
    return at(name);
  };
  const counts = (out: string): unknown =>
    JSON.parse(out).lanes.map(({ lane, count }: { lane: string; count: number }) => [lane, count]);

  it.runIf(present.length > 0)(
    'counts two people of one film, each in their lane',
    async () => {
      const [left, right] = [
        { name: 'left', area: { left: 0.15, right: 0.45, top: 0, bottom: 1 } },
        { name: 'right', area: { left: 0.45, right: 0.75, top: 0, bottom: 1 } },
      ];
      const film = join(FILMS, 'jumpingjack_two_people.mp4');
      const args = ['--item', 'jumping_jack', '--lanes', lanesOf('two.json', [left, right]), '--json'];
      const { code, out } = await reps(film, ...args);
      expect(code).toBe(0);
      expect(counts(out)).toEqual([
        ['left', 2],
        ['right', 2],
      ]);
    },
    LANES_PATIENCE_MS,
  );

  it.runIf(present.length > 0)(
    'counts films side by side as it counts each alone, and an empty lane as nothing',
    async () => {
      const inputs = ['pushup_correct_1rep.mp4', 'squat_kai_correct_004.mp4'].flatMap((file) => [
        '-i',
        join(FILMS, file),
      ]);
      const part = 'scale=480:270,fps=15,tpad=stop_mode=clone:stop_duration=9';
      const wall = 'color=gray:s=480x270:r=15';
      const graph = `[0]${part}[a];[1]${part}[b];${wall}[c];[a][b][c]hstack=3`;
      const film = at('beside.mp4');
      spawnSync('ffmpeg', ['-v', 'error', '-y', ...inputs, '-filter_complex', graph, '-t', '2.8', film]);
      const third = (name: string, n: number) => ({
        name,
        area: { left: n / 3, right: (n + 1) / 3, top: 0, bottom: 1 },
      });
      const lanes = lanesOf('three.json', [third('pusher', 0), third('squatter', 1), third('empty', 2)]);
      const { out } = await reps(film, '--item', 'push_up', '--lanes', lanes, '--json');
      expect(counts(out)).toEqual([
        ['pusher', 1],
        ['squatter', 0],
        ['empty', 0],
      ]);
    },
    LANES_PATIENCE_MS,
  );

  it.each([
    ['no such file', () => at('no-lanes.json'), 'TIZHI_FILE_UNREADABLE'],
    ['no JSON', () => lanesOf('text.json', 'lanes'), 'TIZHI_FILE_FORMAT'],
    ['no lane', () => lanesOf('none.json', []), 'TIZHI_FILE_FORMAT'],
    ['two lanes of one name', () => lanesOf('same.json', [halves[0], halves[0]]), 'TIZHI_FILE_FORMAT'],
    [
      'a lane beyond the picture',
      () => lanesOf('far.json', [{ name: 'a', area: { left: 0, right: 640, top: 0, bottom: 1 } }]),
      'TIZHI_FILE_FORMAT',
    ],
  ])('refuses %s in one line and its translation', async (_, file, code) => {
    const refused = await reps(TEST_FILM, '--item', 'squat', '--lanes', file());
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toContain(code);
    expect(refused.err.split('\n')).toHaveLength(2);
  });

  it('refuses what is of one person only', async () => {
    const lanes = lanesOf('halves.json', halves);
    const refused = await reps(TEST_FILM, '--item', 'squat', '--lanes', lanes, '--replay', at('x.jsonl'));
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toContain('--lanes');
  });
});

describe('tizhi reps --detector', () => {
  it('tells which there are, what they lack, and how to get it', async () => {
    const unknown = await reps(TEST_FILM, '--item', 'squat', '--detector', 'openpose');
    expect(unknown.code).toBe(2);
    expect(unknown.err).toMatch(/TIZHI_DETECTOR_MISSING.*Usable here: movenet-lightning.*not installed: /);
    const native = await reps(TEST_FILM, '--item', 'squat', '--detector', 'movenet-lightning-native');
    expect(native.code).toBe(2);
    expect(native.err).toContain('npm install --no-save @tensorflow/tfjs-node');
  });
});

it(
  'tizhi reps --seconds ends before the film does',
  async () => {
    const { out } = await reps(TEST_FILM, '--item', 'squat', '--seconds', '0.5', '--json');
    expect(JSON.parse(out).frames).toBe(5);
  },
  PATIENCE_MS,
);
