import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { temporaryFolder } from '@tizhi/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCamera } from './camera.ts';
import { ffmpeg, MANNEQUIN, MANNEQUIN_CROP, PATIENCE_MS } from './film.fixture.ts';
import { MOST_WAITING, NewestFrames } from './newest-frames.ts';
import { type RtspCamera, startRtspCamera } from './rtsp-camera.fixture.ts';

const folder = temporaryFolder();
const film = join(folder.path, 'film.mp4');
const cameras: RtspCamera[] = [];
beforeAll(() => {
  const picture = `${MANNEQUIN_CROP},scale=240:240`;
  ffmpeg(...MANNEQUIN, '-vf', picture, '-r', '10', '-frames:v', '20', '-pix_fmt', 'yuv420p', film);
});
afterAll(async () => {
  await Promise.all(cameras.map((camera) => camera.close()));
  folder.remove();
});

async function camera(options: { readonly user?: string } = {}): Promise<RtspCamera> {
  const started = await startRtspCamera({ film, folder: folder.path, ...options });
  cameras.push(started);
  return started;
}
const input = (url: string) => ({ input: { kind: 'rtsp', url, transport: 'tcp' } }) as const;
const decodersOf = (url: string): number =>
  execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.startsWith('ff') && line.includes(url)).length;

describe('a camera in the network', () => {
  it(
    'is watched, and found again after its cable was out',
    async () => {
      const rtsp = await camera({ user: 'admin:se/cret' });
      const url = `rtsp://admin:se%2Fcret@127.0.0.1:${rtsp.port}/stream1`;
      const watched = await openCamera(input(url));
      expect(watched.film).toMatchObject({ width: 240, height: 240, seconds: null });
      expect(rtsp.log).toContain('DESCRIBE 401');
      const times: number[] = [];
      for await (const { at, pose } of watched.frames()) {
        expect(pose).not.toBeNull();
        times.push(at);
        if (times.length === 5) rtsp.cut();
        if (watched.link.connects === 2 && watched.link.up) break;
      }
      // Times go on over the gap, and never back.
      expect(times).toEqual([...times].sort((a, b) => a - b));
      expect(watched.link).toMatchObject({ connects: 2, failures: 1 });
      expect(decodersOf(String(rtsp.port))).toBe(0);
    },
    PATIENCE_MS,
  );

  it(
    'that stands still is let go by a reader who leaves',
    async () => {
      const rtsp = await camera();
      const watched = await openCamera(input(`rtsp://127.0.0.1:${rtsp.port}/stream1`));
      const frames = watched.frames();
      await frames.next();
      rtsp.stall();
      await watched.close();
      expect(decodersOf(String(rtsp.port))).toBe(0);
    },
    PATIENCE_MS,
  );

  it.each([
    ['another password', (port: number) => `rtsp://admin:wr0ng@127.0.0.1:${port}/stream1`, '401'],
    [
      'no such picture',
      (port: number) => `rtsp://admin:se%2Fcret@127.0.0.1:${port}/other?token=t0ken`,
      '404',
    ],
  ])(
    'says why there is no picture and tells no secret: %s',
    async (_, address, problem) => {
      const rtsp = await camera({ user: 'admin:se/cret' });
      const refused = await openCamera(input(address(rtsp.port))).catch((error: Error) => error);
      expect(refused).toMatchObject({ code: 'TIZHI_CAMERA_UNREACHABLE' });
      const said = JSON.stringify(refused) + String(refused);
      expect(said).toContain(problem);
      for (const secret of ['wr0ng', 'cret', 't0ken', 'admin']) expect(said).not.toContain(secret);
    },
    PATIENCE_MS,
  );

  it(
    'that comes later is waited for where the gateway says so',
    async () => {
      const early = await startRtspCamera({ film, folder: folder.path });
      const { port } = early;
      await early.close();
      const opening = openCamera({
        ...input(`rtsp://127.0.0.1:${port}/stream1`),
        firstTry: 'may_fail',
      });
      cameras.push(await startRtspCamera({ film, folder: folder.path, port }));
      const watched = await opening;
      expect(watched.film.width).toBe(240);
      await watched.close();
    },
    PATIENCE_MS,
  );
});

describe('a USB camera', () => {
  it(
    'that is not plugged in is said to be so',
    async () => {
      const refused = await openCamera({ input: { kind: 'usb', device: '/dev/video99' } }).catch(
        (error: Error) => error,
      );
      expect(refused).toMatchObject({ code: 'TIZHI_CAMERA_UNREACHABLE' });
      expect(String(refused)).toMatch(/\/dev\/video99: .*(No such file|Unknown input)/);
    },
    PATIENCE_MS,
  );
});

describe('between a live camera and a slow reader', () => {
  const image = (value: number) => ({ width: 1, height: 1, data: Uint8Array.of(value, value, value) });

  it('the oldest frames are dropped and counted, and the newest kept', async () => {
    const newest = new NewestFrames();
    for (let n = 0; n < 10; n++) newest.put(n, image(n));
    expect(newest.dropped).toBe(10 - MOST_WAITING);
    for (let n = 10 - MOST_WAITING; n < 10; n++) {
      const frame = await newest.take();
      expect([frame?.at, frame?.image.data[0]]).toEqual([n, n]);
    }
  });

  it('a frame stays as it is until the next is taken', async () => {
    const newest = new NewestFrames();
    newest.put(0, image(1));
    const held = await newest.take();
    for (let n = 0; n < 10; n++) newest.put(n, image(9));
    expect(held?.image.data[0]).toBe(1);
  });

  it('who waits is told when the camera is closed', async () => {
    const newest = new NewestFrames();
    const waiting = newest.take();
    newest.close();
    expect(await waiting).toBeNull();
  });
});
