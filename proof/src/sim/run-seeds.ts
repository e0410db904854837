import { Worker } from 'node:worker_threads';
import type { HistoryResult } from './run-history.ts';

export interface SeedsResult {
  readonly results: readonly HistoryResult[];
  /** The lowest seed that broke a promise. */
  readonly broken: { readonly seed: number; readonly detail: string } | undefined;
}

/** Seeds that one worker takes at a time. */
const SHARE = 10;

/** Runs `count` seeds from `from` on, on some threads; stops taking new ones after the first that breaks. */
export async function runSeeds(options: {
  readonly from: number;
  readonly count: number;
  readonly workers: number;
  readonly onProgress?: (done: number, all: number) => void;
}): Promise<SeedsResult> {
  const { from, count, workers, onProgress } = options;
  const results: HistoryResult[] = [];
  let next = from;
  const take = (): readonly number[] => {
    const isOver = results.some(({ broken }) => broken !== undefined);
    const seeds = isOver
      ? []
      : Array.from({ length: Math.min(SHARE, from + count - next) }, (_, i) => next + i);
    next += seeds.length;
    return seeds;
  };
  await Promise.all(
    Array.from({ length: Math.min(workers, Math.ceil(count / SHARE)) }, () =>
      runWorker(take, (result) => {
        results.push(result);
        onProgress?.(results.length, count);
      }),
    ),
  );
  const broken = results
    .filter((result) => result.broken !== undefined)
    .sort((a, b) => a.seed - b.seed)
    .map(({ seed, broken }) => ({ seed, detail: broken?.detail ?? '' }))[0];
  return { results, broken };
}

function runWorker(take: () => readonly number[], onResult: (result: HistoryResult) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./seed-worker.ts', import.meta.url));
    let open = 0;
    const more = (): void => {
      const seeds = take();
      open = seeds.length;
      if (open === 0) worker.terminate().then(() => resolve(), reject);
      else worker.postMessage(seeds);
    };
    worker.on('message', (result: HistoryResult) => {
      onResult(result);
      open -= 1;
      if (open === 0) more();
    });
    worker.on('error', reject);
    more();
  });
}
