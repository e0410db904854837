/**
 * `npm run bench:city`: a synthetic city of 1.9 million pupils through one command, `tizhi score - --json`, as a
 * stream. Pupils per second, and the most memory that the command held. `-- --pupils N` for another city.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { readOptions, wholeNumber } from '@tizhi/testing';
import { residentMb } from './house/memory-of.ts';
import { machineLine, tableOf, whole } from './report.ts';

const USAGE = `npm run bench:city -- [options]
  --pupils N   how many (default: 1900000)`;
const MOST_MB = 2_000;
const LOOK_EVERY_MS = 200;
const SAY_EVERY = 200_000;

const { values } = readOptions(USAGE, { options: { pupils: { type: 'string', default: '1900000' } } });
const pupils = wholeNumber('--pupils', values.pupils, 1);

const city = spawn(process.execPath, [join(import.meta.dirname, 'city-pupils.ts'), String(pupils)], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const tizhi = spawn(
  process.execPath,
  [join(import.meta.dirname, '../cli/bin/tizhi.js'), 'score', '-', '--json'],
  {
    stdio: [city.stdout, 'pipe', 'inherit'],
  },
);
const start = performance.now();
let mostMb = 0;
const look = setInterval(() => {
  mostMb = Math.max(mostMb, residentMb(tizhi.pid ?? 0));
}, LOOK_EVERY_MS);
let lines = 0;
let total = 0;
for await (const chunk of tizhi.stdout) {
  const before = Math.floor(lines / SAY_EVERY);
  const text = (chunk as Buffer).toString('latin1');
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
  total += text.split('"total":null').length - 1;
  if (Math.floor(lines / SAY_EVERY) > before) console.log(`  ${whole(lines)} of ${whole(pupils)} pupils`);
}
clearInterval(look);
const seconds = (performance.now() - start) / 1000;
if (lines !== pupils) process.exitCode = 1;
console.log(
  `\n${machineLine()}\n\n${tableOf([
    {
      what: `a city of ${whole(pupils)} pupils from CSV to scores in one streamed command`,
      seen: `${whole(lines)} scored, ${whole(lines / seconds)} pupils/s, ${seconds.toFixed(0)} s`,
      note: `${whole(total)} without a total`,
    },
    {
      what: 'memory of the command, at most',
      seen: `${mostMb.toFixed(0)} MB`,
      aim: `<= ${whole(MOST_MB)} MB`,
      met: mostMb <= MOST_MB,
    },
  ])}`,
);
