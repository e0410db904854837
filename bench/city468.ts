/**
 * `npm run bench:city468`: scoring, screening, trajectories and warnings of grades 4, 6 and 8 for a synthetic city of
 * 1.9 million pupils in one command, `tizhi city run`. `-- --pupils N` for another city.
 */
import { readOptions, temporaryFolder, wholeNumber } from '@tizhi/testing';
import { measureCity } from './parts/city-run.ts';
import { machineLine, tableOf } from './report.ts';

const USAGE = `npm run bench:city468 -- [options]
  --pupils N   how many (default: 1900000)`;

const { values } = readOptions(USAGE, { options: { pupils: { type: 'string', default: '1900000' } } });
const folder = temporaryFolder();
try {
  const pupils = wholeNumber('--pupils', values.pupils, 1);
  const figures = await measureCity({ folder: folder.path, say: (line) => console.log(`  ${line}`) }, pupils);
  if (figures.some(({ met }) => met === false)) process.exitCode = 1;
  console.log(`\n${machineLine()}\n\n${tableOf(figures)}`);
} finally {
  folder.remove();
}
