/**
 * `npm run bench:eyes-memory`: memory of a process in which one camera's thread counts for half an hour.
 * `-- --seconds 600` for another run. Says where its CSV file lies.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCamera, RepCounter } from '@tizhi/edge-agent';
import { readOptions, temporaryFolder, wholeNumber } from '@tizhi/testing';
import { chartOf, growthPerTenMinutes, mostMb, watchMemory } from './house/watch-memory.ts';
import { makeFilm } from './load/eyes-film.ts';
import { type Figure, machineLine, tableOf } from './report.ts';

const USAGE = `npm run bench:eyes-memory -- [options]
  --seconds N   how long (default: 1800)`;
const FLAT_MB_PER_TEN_MINUTES = 1;
/** No machine looks at more frames of 30 a second than this many times as fast. */
const FASTEST = 4;

const { values } = readOptions(USAGE, { options: { seconds: { type: 'string', default: '1800' } } });
const seconds = wholeNumber('--seconds', values.seconds, 1);
const folder = temporaryFolder();
const csv = join(mkdtempSync(join(tmpdir(), 'tizhi-eyes-memory-')), 'memory.csv');
console.log(`one sample each 10 s into ${csv}`);
try {
  const film = join(folder.path, 'film.mp4');
  makeFilm(film, FASTEST * seconds);
  const camera = await openCamera(film);
  const counter = new RepCounter('squat');
  const watch = watchMemory({ pids: { eyes: process.pid }, everyMs: 10_000, csv });
  const start = performance.now();
  let frames = 0;
  for await (const frame of camera.frames()) {
    counter.step(frame);
    frames += 1;
    if (performance.now() - start > seconds * 1000) break;
  }
  watch.stop();
  const points = watch.points.eyes ?? [];
  console.log(`MB resident, 0 to ${mostMb(points).toFixed(0)}: ${chartOf(points)}`);
  const growth = growthPerTenMinutes(points.slice(Math.floor(points.length / 4)));
  const what = `eyes: memory of one camera, ${seconds} s, ${frames} frames`;
  const figures: Figure[] = [
    { what: `${what}: most`, seen: `${mostMb(points).toFixed(0)} MB` },
    {
      what: `${what}: growth over the last three quarters`,
      seen: `${growth.toFixed(2)} MB in 10 min`,
      aim: `< ${FLAT_MB_PER_TEN_MINUTES} MB in 10 min`,
      met: growth < FLAT_MB_PER_TEN_MINUTES,
    },
  ];
  console.log(`\n${machineLine()}\n\n${tableOf(figures)}`);
} finally {
  folder.remove();
}
