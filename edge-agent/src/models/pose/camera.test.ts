import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { temporaryFolder } from '@tizhi/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCamera } from './camera.ts';
import { CameraMessage } from './camera-message.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const film = join(folder.path, 'noise.avi');
const SIZE = { width: 96, height: 64, frames: 6 };

const ffmpeg = (...args: string[]): Buffer => {
  const run = spawnSync('ffmpeg', ['-v', 'error', '-y', ...args], { maxBuffer: 1 << 26 });
  if (run.status !== 0) throw new Error(`ffmpeg: ${run.error?.message ?? run.stderr.toString()}`);
  return run.stdout;
};
// Every pixel by chance, kept without loss: a run of them is a pattern that nothing else makes.
beforeAll(() => {
  const noise = `color=black:s=${SIZE.width}x${SIZE.height}:r=10,format=rgb24,geq=r='random(1)*255':g='random(2)*255':b='random(3)*255'`;
  ffmpeg('-f', 'lavfi', '-i', noise, '-frames:v', String(SIZE.frames), '-c:v', 'rawvideo', film);
});

/** A network is loaded and looks for somebody in every frame. */
const PATIENCE_MS = 90_000;

/** Everything that a camera's thread says about the film, as it says it. */
function saidAbout(path: string): Promise<unknown[]> {
  const said: unknown[] = [];
  const worker = new Worker(new URL('./camera-worker.ts', import.meta.url), { workerData: { path } });
  return new Promise((resolve, reject) => {
    worker.on('message', (message: unknown) => said.push(message));
    worker.on('error', reject);
    worker.on('exit', () => resolve(said));
  });
}

/** The serialised form of a frame of 17 points takes well under this; the smallest useful picture does not. */
const MOST_BYTES = 1_024;
/** Eight bytes in a row: as a pattern of chance they come once in 2^64. */
const RUN = 8;

describe("a camera's thread", () => {
  it(
    'says key points and nothing that was in the picture',
    async () => {
      const said = await saidAbout(film);
      expect(said.map((message) => CameraMessage.parse(message).kind)).toEqual([
        'film',
        ...Array.from({ length: SIZE.frames }, () => 'frame'),
        'end',
      ]);
      const pixels = ffmpeg('-i', film, '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-');
      expect(pixels.length).toBe(SIZE.width * SIZE.height * 3 * SIZE.frames);
      const patterns = new Set<string>();
      for (let at = 0; at + RUN <= pixels.length; at++) patterns.add(pixels.toString('latin1', at, at + RUN));
      // The film is what it should be: the search below would find a row of it.
      expect(patterns.has(pixels.toString('latin1', 300, 300 + RUN))).toBe(true);
      expect(patterns.size).toBeGreaterThan(10_000);
      for (const message of said) {
        const bytes = serialize(message);
        expect(bytes.length).toBeLessThan(MOST_BYTES);
        for (let at = 0; at + RUN <= bytes.length; at++)
          expect(patterns.has(bytes.toString('latin1', at, at + RUN))).toBe(false);
      }
    },
    PATIENCE_MS,
  );

  it.each([
    [
      'a picture beside the points',
      { kind: 'frame', at: 0, points: null, tookMs: 1, pixels: new Uint8Array(9) },
    ],
    ['a picture for points', { kind: 'frame', at: 0, points: new Uint8Array(51), tookMs: 1 }],
    ['more points than a body has', { kind: 'frame', at: 0, points: Array(54).fill(0), tookMs: 1 }],
    ['a message of another kind', { kind: 'picture', data: new Uint8Array(9) }],
    ['a picture in an error', { kind: 'failed', code: '', params: { problem: 'x'.repeat(501) } }],
  ])('is not listened to when it says %s', (_, message) => {
    expect(CameraMessage.safeParse(message).success).toBe(false);
  });

  it(
    'tells of a film in which nobody is',
    async () => {
      const camera = await openCamera(film);
      const poses: unknown[] = [];
      for await (const { pose } of camera.frames()) poses.push(pose);
      expect(camera.film).toMatchObject({ width: SIZE.width, height: SIZE.height, fps: 10 });
      expect(poses).toEqual(Array.from({ length: SIZE.frames }, () => null));
    },
    PATIENCE_MS,
  );
});
