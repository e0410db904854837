import { bandPass, median, quantile } from '../signal/filter.ts';
import { QRS_FS } from './features.ts';
import { type Candidate, peaksOf } from './peaks.ts';

/** 2-10 Hz: where a beat without the conduction system (ventricular, 120 ms and wider) has most of its power. */
const FROM = 2;
const TO = 10;
/** Sizes (of the usual beat in this band, and of the T waves after it) that a wide beat has at least. */
const OF_BEAT = 0.6;
const OF_T = 1.6;
/** Times it rises above the quiet three quarters around it: baselines that wander are not clean here. */
const OF_QUIET = 4;
/** Below this cleanness (0-1) nothing is looked for. */
const CLEAN = 0.6;
const ms = (t: number): number => Math.round((QRS_FS * t) / 1000);
/** Nothing within this is as tall: the T wave of a wide beat is smaller than it. */
const ALONE = ms(350);
/** Not the known beats themselves. */
const BESIDE = ms(200);
/** Seconds on each side that say what is quiet. */
const AROUND = 4 * QRS_FS;
/** More than any T, and sure as a usual beat is. */
const SCORE = 2.5;

/**
 * Beats that are too slow to have the energy of a QRS and of another shape than the person's own: early and wide
 * ones. Looked for only where the signal is clean. `known`: samples of the beats that were found by shape, ascending.
 */
export function wideBeats(
  x: Float64Array,
  { known, clean }: { readonly known: readonly number[]; readonly clean: Float64Array },
): Candidate[] {
  if (known.length < 3) return [];
  const broad = bandPass(x, { fs: QRS_FS, from: FROM, to: TO }).map(Math.abs);
  const most = (from: number, to: number): number =>
    broad.subarray(Math.max(0, from), Math.max(0, to)).reduce((top, v) => Math.max(top, v), 0);
  const beat = median(known.map((at) => most(at - ms(80), at + ms(80))));
  const wave = quantile(
    known.map((at, n) =>
      most(at + ms(150), Math.min(at + ms(420), (known[n + 1] ?? at + ms(800)) - ms(120))),
    ),
    0.75,
  );
  const least = Math.max(OF_BEAT * beat, OF_T * wave);
  let next = 0;
  return peaksOf(broad, ALONE, () => least).flatMap((at): Candidate[] => {
    while (next < known.length && (known[next] as number) < at - BESIDE) next += 1;
    if (next < known.length && (known[next] as number) <= at + BESIDE) return [];
    if ((clean[at] as number) < CLEAN) return [];
    const quiet = quantile(broad.subarray(Math.max(0, at - AROUND), at + AROUND), 0.75);
    return (broad[at] as number) < OF_QUIET * quiet ? [] : [{ at, score: SCORE, likeness: 0 }];
  });
}
