import { parentPort } from 'node:worker_threads';
import { type City, type Counts, cityPupil, tallyPupil } from '@tizhi/analytics';

/** A stretch of pupils for a worker: `from` included, `to` not. */
export interface CityStretch {
  readonly city: City;
  readonly from: number;
  readonly to: number;
}

/** What came of it. The two times are this worker's own, in milliseconds. */
export interface CityStretchDone {
  readonly pupils: number;
  readonly counts: Counts;
  readonly generationMs: number;
  readonly analysisMs: number;
}

/** Pupils that live at once: enough to time both halves apart, few enough to stay young for the collector. */
const AT_ONCE = 200;

/** Draws and runs a stretch. Memory does not grow with it. */
export function runStretch({ city, from, to }: CityStretch): CityStretchDone {
  const counts: Counts = {};
  let generationMs = 0;
  let analysisMs = 0;
  for (let first = from; first < to; first += AT_ONCE) {
    const start = performance.now();
    const pupils = Array.from({ length: Math.min(AT_ONCE, to - first) }, (_, n) =>
      cityPupil(city, first + n),
    );
    const drawn = performance.now();
    for (const { history } of pupils) tallyPupil(history, counts);
    generationMs += drawn - start;
    analysisMs += performance.now() - drawn;
  }
  return { pupils: to - from, counts, generationMs, analysisMs };
}

parentPort?.on('message', (stretch: CityStretch) => parentPort?.postMessage(runStretch(stretch)));
