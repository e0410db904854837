import { execFileSync, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { temporaryFolder } from '@tizhi/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CameraFrame, openCamera } from './camera.ts';
import { CameraMessage, MOST_UNREAD } from './camera-message.ts';
import { ffmpeg, MANNEQUIN, MANNEQUIN_CROP, PATIENCE_MS } from './film.fixture.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const at = (name: string): string => join(folder.path, name);
const [EMPTY, LONG, TWO] = [at('empty.avi'), at('long.avi'), at('two.avi')];

beforeAll(() => {
  ffmpeg('-f', 'lavfi', '-i', 'testsrc=s=96x64:r=10', '-frames:v', '6', EMPTY);
  ffmpeg('-f', 'lavfi', '-i', 'color=gray:s=32x32:r=10', '-frames:v', '20000', '-c:v', 'mpeg4', LONG);
  // The same figure twice, smaller on the left: one stands in the left half, one in the right.
  const beside = `[0]${MANNEQUIN_CROP},split[a][b];[a]scale=180:180,pad=240:240:30:60:gray[c];[b]scale=240:240[d];[c][d]hstack`;
  ffmpeg(...MANNEQUIN, '-filter_complex', beside, '-r', '10', '-frames:v', '5', TWO);
});

/** ffmpeg processes that read this film. */
const decodersOf = (film: string): number =>
  execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.startsWith('ffmpeg') && line.includes(film)).length;

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 50));
}

async function all(frames: AsyncIterable<CameraFrame>): Promise<CameraFrame[]> {
  const seen: CameraFrame[] = [];
  for await (const frame of frames) seen.push(frame);
  return seen;
}

describe('a film', () => {
  it(
    'in which nobody is gives frames without a person',
    async () => {
      const camera = await openCamera(EMPTY);
      const frames = await all(camera.frames());
      expect(camera.film).toMatchObject({ width: 96, height: 64, fps: 10, detector: 'movenet-lightning' });
      expect(frames.map(({ pose }) => pose)).toEqual(Array.from({ length: 6 }, () => null));
      expect(frames.map((frame) => frame.at)).toEqual([0, 100, 200, 300, 400, 500]);
      expect(decodersOf(EMPTY)).toBe(0);
    },
    PATIENCE_MS,
  );

  it(
    'waits for its reader',
    async () => {
      const workerData = { input: { kind: 'file', path: LONG } };
      const worker = new Worker(new URL('./camera-worker.ts', import.meta.url), { workerData });
      let frames = 0;
      worker.on('message', (message: unknown) => {
        if (CameraMessage.parse(message).kind !== 'frame') return;
        frames += 1;
        if (frames === MOST_UNREAD) worker.postMessage({ kind: 'credit', frames: 5 });
        if (frames === MOST_UNREAD + 5) worker.postMessage({ kind: 'close' });
      });
      await new Promise((resolve) => worker.on('exit', resolve));
      expect(frames).toBe(MOST_UNREAD + 5);
      expect(decodersOf(LONG)).toBe(0);
    },
    PATIENCE_MS,
  );

  it(
    'is read to its end by a reader who was away for longer than frames are kept',
    async () => {
      const film = at('hundred.avi');
      ffmpeg('-i', LONG, '-frames:v', '100', '-c', 'copy', film);
      const camera = await openCamera(film);
      const frames = camera.frames();
      await frames.next();
      await new Promise((resolve) => setTimeout(resolve, 3_000));
      expect(await all(frames)).toHaveLength(99);
      expect(camera.dropped).toBe(0);
    },
    PATIENCE_MS,
  );
});

describe('no ffmpeg is left', () => {
  it(
    'when the reader has had enough',
    async () => {
      const camera = await openCamera(LONG);
      for await (const _ of camera.frames()) break;
      expect(decodersOf(LONG)).toBe(0);
      const other = await openCamera(LONG);
      expect(decodersOf(LONG)).toBe(1);
      await other.close();
      expect(decodersOf(LONG)).toBe(0);
    },
    PATIENCE_MS,
  );

  it(
    'when the process is killed',
    async () => {
      const script = `
        import { openCamera } from ${JSON.stringify(new URL('./camera.ts', import.meta.url).href)};
        const camera = await openCamera(${JSON.stringify(LONG)});
        for await (const frame of camera.frames()) process.stdout.write('frame\\n');`;
      writeFileSync(at('reads.mjs'), script);
      const child = spawn(process.execPath, [at('reads.mjs')]);
      await new Promise((resolve) => child.stdout.once('data', resolve));
      expect(decodersOf(LONG)).toBe(1);
      child.kill('SIGKILL');
      await until(() => decodersOf(LONG) === 0);
    },
    PATIENCE_MS,
  );
});

describe('lanes', () => {
  const left = { name: 'left', area: { left: 0, right: 0.5, top: 0, bottom: 1 } };
  const right = { name: 'right', area: [[0.5, 0] as [number, number], [1, 0], [1, 1], [0.5, 1]] } as const;

  it(
    'tell two people apart by where they stand',
    async () => {
      const lanes = [left, { ...right, area: [...right.area] as [number, number][] }];
      const camera = await openCamera({ input: { kind: 'file', path: TWO }, lanes });
      const frames = await all(camera.frames());
      expect(frames.map(({ lane }) => lane)).toEqual(
        Array.from({ length: 5 }, () => ['left', 'right']).flat(),
      );
      for (const { lane, pose } of frames) {
        const middle = pose === null ? Number.NaN : (pose.leftHip.x + pose.rightHip.x) / 2;
        // The picture is two frame heights wide; each figure's hips are in the middle of its half.
        expect(Math.abs(middle - (lane === 'left' ? 0.5 : 1.5))).toBeLessThan(0.1);
      }
    },
    PATIENCE_MS,
  );

  it(
    'keep silent about somebody who stands in none',
    async () => {
      const camera = await openCamera({ input: { kind: 'file', path: TWO }, lanes: [left] });
      const frames = await all(camera.frames());
      expect(frames).toHaveLength(5);
      expect(frames.every(({ pose }) => pose !== null && pose.leftHip.x < 1)).toBe(true);
      const between = { name: 'between', area: { left: 0.35, right: 0.6, top: 0, bottom: 1 } };
      const nobody = await openCamera({ input: { kind: 'file', path: TWO }, lanes: [between] });
      expect((await all(nobody.frames())).every(({ pose }) => pose === null)).toBe(true);
    },
    PATIENCE_MS,
  );
});
