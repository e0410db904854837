// A thread of run-seeds.ts.
import { parentPort } from 'node:worker_threads';
import { runHistory } from './run-history.ts';

parentPort?.on('message', (seeds: readonly number[]) => {
  for (const seed of seeds) parentPort?.postMessage(runHistory(seed));
});
