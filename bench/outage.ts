/**
 * `npm run bench:outage`: influxd away for two hours of a school's full load, in fast motion, and then a
 * gateway whose disk is full. `-- --speed 30` for another pace, `-- --only outage` or `full-disk` for one.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPart, oneOf, readOptions, temporaryFolder, wholeNumber } from '@tizhi/testing';
import { measureFullDisk } from './parts/full-disk.ts';
import { measureOutage } from './parts/outage.ts';
import { type Bench, type Figure, machineLine, tableOf } from './report.ts';

const USAGE = `npm run bench:outage -- [options]
  --only PARTS   outage, full-disk, with a comma between
  --speed N      times faster than the clock (default: 40)
  --calm N       seconds of rest at the end (default: 45)`;

const { values } = readOptions(USAGE, {
  options: {
    only: { type: 'string', default: 'outage,full-disk' },
    speed: { type: 'string', default: '40' },
    calm: { type: 'string', default: '45' },
  },
});
const figures: Figure[] = [];
const wanted = values.only.split(',').map((part) => oneOf('--only', ['outage', 'full-disk'], part));
const speed = wholeNumber('--speed', values.speed, 1);
const calmSeconds = wholeNumber('--calm', values.calm);
const csv = join(mkdtempSync(join(tmpdir(), 'tizhi-outage-')), 'memory.csv');

if (wanted.includes('outage')) {
  if (findPart('influxd') === undefined)
    figures.push({ what: 'outage', seen: 'NOT MEASURED: influxd is not installed' });
  else {
    console.log(`memory of all processes goes into ${csv}`);
    const run = { speed, calmSeconds, csv };
    await measured((bench) => measureOutage(bench, run));
  }
}
if (wanted.includes('full-disk')) await measured(measureFullDisk);
console.log(`\n${machineLine()}\n\n${tableOf(figures)}`);
process.exit(process.exitCode ?? 0);

async function measured(part: (bench: Bench) => Promise<readonly Figure[]>): Promise<void> {
  const folder = temporaryFolder();
  try {
    figures.push(
      ...(await part({ folder: folder.path, profile: false, say: (line) => console.log(`  ${line}`) })),
    );
  } catch (error) {
    process.exitCode = 1;
    figures.push({ what: part.name, seen: 'FAILED', note: (error as Error).message });
  } finally {
    folder.remove();
  }
}
