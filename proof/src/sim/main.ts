/**
 * `npm run sim`: the outbox and the inbox through histories of a modelled network, disk, stores and clocks.
 *
 * `-- --seed N` prints one history; `-- --seeds N [--from M]` runs many; `-- --mutations [NAME]` checks that
 * bugs put into the protocol are caught.
 */
import { availableParallelism } from 'node:os';
import { readOptions, wholeNumber } from '@tizhi/testing';
import { checkMutations } from './mutations/check-mutations.ts';
import { mutationTable } from './mutations/report.ts';
import { runHistory } from './run-history.ts';
import { runSeeds } from './run-seeds.ts';
import { summaryOf } from './summary.ts';

const USAGE = `npm run sim -- [options]
  --seeds N [--from M]   run N histories, the first with seed M (default: 200 from 1)
  --seed N               run and print one history
  --mutations [NAME...]  check that bugs put into the protocol are caught
  --workers N            processes at once (default: one for each processor)`;

const { values, positionals } = readOptions(USAGE, {
  options: {
    seed: { type: 'string' },
    seeds: { type: 'string' },
    from: { type: 'string', default: '1' },
    workers: { type: 'string', default: String(availableParallelism()) },
    mutations: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
if (positionals.length > 0 && !values.mutations) {
  console.error(`"${positionals[0]}" says nothing without --mutations\n\n${USAGE}`);
  process.exit(2);
}
const workers = wholeNumber('--workers', values.workers, 1);

if (values.mutations) {
  const outcomes = await checkMutations({ names: positionals, workers });
  console.log(mutationTable(outcomes));
  if (outcomes.some(({ caught }) => caught === undefined)) process.exitCode = 1;
} else if (values.seed !== undefined) {
  const {
    broken,
    digest: _,
    ...result
  } = runHistory(wholeNumber('--seed', values.seed), { tracing: 'lines' });
  console.log(summaryOf([result]));
  if (broken !== undefined) {
    console.log(`\nBROKEN ${broken.detail}`);
    process.exitCode = 1;
  }
} else {
  const started = performance.now();
  const { results, broken } = await runSeeds({
    from: wholeNumber('--from', values.from),
    count: wholeNumber('--seeds', values.seeds ?? '200', 1),
    workers,
    onProgress: (done, all) => {
      if (done % 100 === 0) process.stderr.write(`${done} of ${all} seeds\n`);
    },
  });
  const seconds = (performance.now() - started) / 1000;
  console.log(summaryOf(results));
  console.log(
    `${results.length} seeds in ${seconds.toFixed(1)} s: ${(results.length / seconds).toFixed(1)} seeds/s`,
  );
  if (broken !== undefined) {
    console.log(`\nBROKEN at seed ${broken.seed}: ${broken.detail}`);
    console.log(`Its history: npm run sim -- --seed ${broken.seed}`);
    process.exitCode = 1;
  }
}
