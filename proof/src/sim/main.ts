/**
 * `npm run sim`: the outbox and the inbox through histories of a modelled network, disk, stores and clocks.
 *
 * `-- --seed N` prints one history; `-- --seeds N [--from M]` runs many; `-- --mutations [NAME]` checks that
 * bugs put into the protocol are caught.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { checkMutations } from './mutations/check-mutations.ts';
import { mutationTable } from './mutations/report.ts';
import { runHistory } from './run-history.ts';
import { runSeeds } from './run-seeds.ts';
import { summaryOf } from './summary.ts';

const { values, positionals } = parseArgs({
  options: {
    seed: { type: 'string' },
    seeds: { type: 'string' },
    from: { type: 'string', default: '1' },
    workers: { type: 'string', default: String(availableParallelism()) },
    mutations: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});

if (values.mutations) {
  const outcomes = await checkMutations({ names: positionals, workers: Number(values.workers) });
  console.log(mutationTable(outcomes));
  if (outcomes.some(({ caught }) => caught === undefined)) process.exitCode = 1;
} else if (values.seed !== undefined) {
  const { broken, digest: _, ...result } = runHistory(Number(values.seed), { tracing: 'lines' });
  console.log(summaryOf([result]));
  if (broken !== undefined) {
    console.log(`\nBROKEN ${broken.detail}`);
    process.exitCode = 1;
  }
} else {
  const started = performance.now();
  const { results, broken } = await runSeeds({
    from: Number(values.from),
    count: Number(values.seeds ?? 200),
    workers: Number(values.workers),
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
