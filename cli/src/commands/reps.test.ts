import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
