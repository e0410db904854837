/**
 * `npm run bench:memory`: a gateway's memory over an hour at four times the load of a class (180 straps at 1 Hz
 * with RR intervals, stations). `-- --seconds 600 --classes 4` for another run. Says where its CSV file lies.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readOptions, temporaryFolder, wholeNumber } from '@tizhi/testing';
import { measureEdgeMemory } from './parts/edge-memory.ts';
import { machineLine, tableOf } from './report.ts';

const USAGE = `npm run bench:memory -- [options]
  --seconds N   how long (default: 3600)
  --classes N   times 45 straps (default: 4)`;

const { values } = readOptions(USAGE, {
  options: { seconds: { type: 'string', default: '3600' }, classes: { type: 'string', default: '4' } },
});
const [classes, seconds] = [
  wholeNumber('--classes', values.classes, 1),
  wholeNumber('--seconds', values.seconds, 1),
];
const folder = temporaryFolder();
const csv = join(mkdtempSync(join(tmpdir(), 'tizhi-memory-')), 'memory.csv');
console.log(`one sample each 10 s into ${csv}`);
try {
  const figures = await measureEdgeMemory(
    { folder: folder.path, profile: false, say: (line) => console.log(line) },
    { classes, seconds, sampleEveryMs: 10_000, csv },
  );
  console.log(`\n${machineLine()}\n\n${tableOf(figures)}`);
} finally {
  folder.remove();
}
