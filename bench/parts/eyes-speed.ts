import { loadavg } from 'node:os';
import { join } from 'node:path';
import { openCamera } from '@tizhi/edge-agent';
import { makeFilm } from '../load/eyes-film.ts';
import type { Figure, Part } from '../report.ts';

/** Each run takes so long. */
const SECONDS = 30;
/** The first frames load code and the network; what is timed begins after them. */
const WARM_FRAMES = 30;

interface Timed {
  readonly fps: number;
  /** Share of frames in which somebody was found. */
  readonly found: number;
  /** Milliseconds a frame, sorted. */
  readonly took: readonly number[];
}

/** How many frames a second one camera's thread looks at, and two at once; films, so that nothing is waited for. */
export const eyesSpeed: Part = {
  about: `frames a second of one camera and of two at once, ${SECONDS} s each`,
  async run({ folder, say }) {
    const film = join(folder, 'film.mp4');
    makeFilm(film, 4 * SECONDS);
    const loadBefore = (loadavg()[0] ?? 0).toFixed(1);
    const [one] = await Promise.all([timed(film)]);
    say(`one camera: ${lineOf(one)}`);
    const two = await Promise.all([timed(film), timed(film)]);
    for (const each of two) say(`one of two: ${lineOf(each)}`);
    const slower = two.reduce((a, b) => (a.fps < b.fps ? a : b));
    const note = `the machine's load before was ${loadBefore}`;
    return [figure('one camera', one, 30, note), figure('the slower of two cameras', slower, 15, note)];
  },
};

async function timed(path: string): Promise<Timed> {
  const camera = await openCamera(path);
  const took: number[] = [];
  let [frames, found, start] = [0, 0, 0];
  for await (const { pose, tookMs } of camera.frames()) {
    frames += 1;
    if (frames === WARM_FRAMES) start = performance.now();
    if (frames <= WARM_FRAMES) continue;
    took.push(tookMs);
    if (pose !== null) found += 1;
    if (performance.now() - start > SECONDS * 1000) break;
  }
  const seconds = (performance.now() - start) / 1000;
  return { fps: took.length / seconds, found: found / took.length, took: took.sort((a, b) => a - b) };
}

const at = ({ took }: Timed, share: number): string =>
  (took[Math.floor(share * took.length)] ?? 0).toFixed(1);
const lineOf = (each: Timed): string =>
  `${each.fps.toFixed(1)} frames/s, p50 ${at(each, 0.5)} ms, p95 ${at(each, 0.95)} ms`;

function figure(what: string, each: Timed, aim: number, note: string): Figure {
  return {
    what: `eyes: ${what}, frames a second (decoding, crop, network)`,
    seen: `${lineOf(each)}, somebody in ${(100 * each.found).toFixed(0)} %`,
    aim: `>= ${aim}`,
    met: each.fps >= aim,
    note,
  };
}
