import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { LinkVerdict } from '../linkage-truth.ts';
import { type Figure, type Part, whole } from '../report.ts';

const PUPILS = 500_000;
const MIN_PRECISION = 0.9995;
const MIN_RECALL = 0.995;
const MOST_SECONDS = 300;

interface City {
  readonly rows: number;
  readonly seconds: number;
  readonly processorSeconds: number;
  readonly maxRssMb: number;
  readonly linked: LinkVerdict;
  readonly exactOnly: LinkVerdict;
  readonly review: { readonly pairs: number; readonly meanProbability: number; readonly shareTrue: number };
}

/** Other errors than the ones the engine was built with: it must not live by its own generator. */
const OTHERS = [
  { pupils: 100_000, rate: 0.1, mix: 'usual', what: '10 % corruption' },
  { pupils: 100_000, rate: 0.1, mix: 'even', what: '10 % corruption, every kind of error alike' },
  {
    pupils: 100_000,
    rate: 0.1,
    mix: 'harsh',
    what: '10 % corruption, numbers lost and names retyped by ear',
  },
] as const;

export const linkage: Part = {
  about: 'one pupil of grades 4, 6 and 8 found again across schools',
  async run({ say }) {
    const main = await linkCity(PUPILS, 0.03, 'usual');
    const { linked, exactOnly, review } = main;
    const figures: Figure[] = [
      {
        what: `linkage of ${whole(PUPILS)} pupils, 3 % corruption: precision of automatic links`,
        seen: linked.precision.toFixed(6),
        aim: `>= ${MIN_PRECISION}`,
        met: linked.precision >= MIN_PRECISION,
        note: `${whole(linked.wrongPairs)} wrong pairs of ${whole(linked.truePairs)}`,
      },
      {
        what: 'recall of automatic links',
        seen: linked.recall.toFixed(5),
        aim: `>= ${MIN_RECALL}`,
        met: linked.recall >= MIN_RECALL,
        note: `review queue: ${whole(review.pairs)} pairs, ${(review.meanProbability * 100).toFixed(0)} % expected true, ${(review.shareTrue * 100).toFixed(0)} % true`,
      },
      {
        what: 'the same data by student number alone',
        seen: `precision ${exactOnly.precision.toFixed(5)}, recall ${exactOnly.recall.toFixed(5)}`,
      },
      {
        what: `time to link ${whole(main.rows)} rows`,
        seen: `${main.seconds.toFixed(0)} s`,
        aim: `<= ${MOST_SECONDS} s`,
        met: main.seconds <= MOST_SECONDS,
        note: `one core, ${main.processorSeconds.toFixed(0)} s of processor, at most ${main.maxRssMb.toFixed(0)} MB`,
      },
    ];
    for (const { pupils, rate, mix, what } of OTHERS) {
      say(`${what}...`);
      const other = await linkCity(pupils, rate, mix);
      figures.push({
        what: `linkage of ${whole(pupils)} pupils, ${what}`,
        seen: `precision ${other.linked.precision.toFixed(6)}, recall ${other.linked.recall.toFixed(5)}`,
        note: `by number alone: recall ${other.exactOnly.recall.toFixed(5)}`,
      });
    }
    return figures;
  },
};

async function linkCity(pupils: number, rate: number, mix: string): Promise<City> {
  const script = join(import.meta.dirname, '../linkage-city.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [script, String(pupils), String(rate), mix]);
  return JSON.parse(stdout);
}
