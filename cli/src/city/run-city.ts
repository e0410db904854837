import { Worker } from 'node:worker_threads';
import { addCounts, type City, type CitySummary, type Counts, summaryOf } from '@tizhi/analytics';
import type { CityStretch, CityStretchDone } from './city-worker.ts';

/** How a whole city went. */
export interface CityRun extends CitySummary {
  readonly city: City;
  readonly workers: number;
  /** Wall time from the first worker's start to the last stretch. */
  readonly seconds: number;
  readonly pupilsPerSecond: number;
  /** Added over the workers: with two workers twice the wall time can go by. */
  readonly generationSeconds: number;
  readonly analysisSeconds: number;
  /** Most memory that the process held, MB (10^6 bytes). */
  readonly memoryMb: number;
}

/** Pupils of one message: half a second of work. */
const STRETCH = 5_000;

/**
 * Scoring, screening, trajectories and warnings of a whole city, streamed: each worker holds some hundred pupils.
 * The result does not depend on the number of workers. `progress` is told after each stretch.
 */
export async function runCity(of: {
  readonly city: City;
  readonly workers: number;
  readonly progress?: (done: { readonly pupils: number; readonly seconds: number }) => void;
}): Promise<CityRun> {
  const { city } = of;
  const start = performance.now();
  const seconds = (): number => (performance.now() - start) / 1000;
  const counts: Counts = {};
  let generationMs = 0;
  let analysisMs = 0;
  let pupils = 0;
  let next = 0;
  const stretch = (): CityStretch | undefined => {
    if (next >= city.pupils) return undefined;
    const from = next;
    next = Math.min(city.pupils, from + STRETCH);
    return { city, from, to: next };
  };
  const take = (done: CityStretchDone): void => {
    addCounts(counts, done.counts);
    generationMs += done.generationMs;
    analysisMs += done.analysisMs;
    pupils += done.pupils;
    of.progress?.({ pupils, seconds: seconds() });
  };
  const workers = Math.min(of.workers, Math.ceil(city.pupils / STRETCH));
  await Promise.all(Array.from({ length: workers }, () => workThrough({ stretch, take })));
  const took = seconds();
  return {
    city,
    workers,
    seconds: round(took),
    pupilsPerSecond: Math.round(city.pupils / took),
    generationSeconds: round(generationMs / 1000),
    analysisSeconds: round(analysisMs / 1000),
    memoryMb: Math.round((process.resourceUsage().maxRSS * 1024) / 1e6),
    ...summaryOf(counts),
  };
}

const round = (value: number): number => Math.round(value * 100) / 100;

/** One worker from its first stretch to its last. Rejects where the thread fails; it is ended either way. */
async function workThrough(of: {
  readonly stretch: () => CityStretch | undefined;
  readonly take: (done: CityStretchDone) => void;
}): Promise<void> {
  const worker = new Worker(new URL('./city-worker.ts', import.meta.url));
  try {
    await new Promise<void>((resolve, reject) => {
      const send = (): void => {
        const stretch = of.stretch();
        if (stretch === undefined) resolve();
        else worker.postMessage(stretch);
      };
      worker.on('error', reject);
      worker.on('exit', (code) => reject(new Error(`a worker ended with ${code}`)));
      worker.on('message', (done: CityStretchDone) => {
        of.take(done);
        send();
      });
      send();
    });
  } finally {
    await worker.terminate();
  }
}
