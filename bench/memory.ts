/**
 * `npm run bench:memory`: a gateway's memory over an hour at four times the load of a class (180 straps at 1 Hz
 * with RR intervals, stations). `-- --seconds 600 --classes 4` for another run. Says where its CSV file lies.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { temporaryFolder } from '@tizhi/testing';
import { measureEdgeMemory } from './parts/edge-memory.ts';
import { machineLine, tableOf } from './report.ts';

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '3600' }, classes: { type: 'string', default: '4' } },
});
const folder = temporaryFolder();
const csv = join(mkdtempSync(join(tmpdir(), 'tizhi-memory-')), 'memory.csv');
console.log(`one sample each 10 s into ${csv}`);
try {
  const figures = await measureEdgeMemory(
    { folder: folder.path, profile: false, say: (line) => console.log(line) },
    { classes: Number(values.classes), seconds: Number(values.seconds), sampleEveryMs: 10_000, csv },
  );
  console.log(`\n${machineLine()}\n\n${tableOf(figures)}`);
} finally {
  folder.remove();
}
