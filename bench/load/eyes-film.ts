import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const SAMPLES = join(dirname(require.resolve('@vladmandic/human')), '../assets/samples.jpg');

/** The film that cameras are timed by: a rendered figure (nobody real) that walks to and fro, 1280 x 720, 30 a second. */
export function makeFilm(path: string, seconds: number): void {
  const short = join(dirname(path), 'walk.mp4');
  const graph = `[0]crop=156:156:0:2,scale=600:600[a];color=0xf0f0f0:s=1280x720:r=30[b];[b][a]overlay=340+200*sin(t):110,format=yuv420p`;
  const encode = ['-c:v', 'libx264', '-preset', 'veryfast', '-threads', '1', short];
  // Six seconds and a bit are one walk to and fro; it is written once and repeated without another encoding.
  ffmpeg(
    '-loop',
    '1',
    '-i',
    SAMPLES,
    '-filter_complex',
    graph,
    '-t',
    WALK_S.toFixed(3),
    '-r',
    '30',
    ...encode,
  );
  ffmpeg(
    '-stream_loop',
    String(Math.ceil(seconds / WALK_S) - 1),
    '-i',
    short,
    '-c',
    'copy',
    '-t',
    String(seconds),
    path,
  );
}

const WALK_S = 2 * Math.PI;

const ffmpeg = (...args: string[]): void => {
  execFileSync('ffmpeg', ['-v', 'error', '-y', ...args]);
};
