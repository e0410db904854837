import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { estimateHeart, spoiltIntervals } from '@tizhi/edge-agent';
import { evaluateHeart, type HeartRow } from '../../cli/src/commands/heart-eval.ts';
import { readHeartFile } from '../../cli/src/commands/heart-signal.ts';
import type { Figure, Part } from '../report.ts';
import { liveCost } from './heart-live.ts';
import { simulatedWrist } from './heart-wrist.ts';

/** Real recordings; they are not part of the repository. */
const SHARED = join(import.meta.dirname, '../../../shared/data');
const percent = (part: number): string => `${(part * 100).toFixed(1)} %`;

/** Heart models against truth: ECG beats, wrist against strap, spoilt RR, a simulated wrist, cost. */
export const heart: Part = {
  about: 'beats and rates against ground truth',
  async run({ say }) {
    const figures: Figure[] = [];
    if (existsSync(SHARED)) figures.push(...recorded(say), ...spoiltStraps(say));
    else figures.push({ what: 'heart: recordings', seen: 'NOT MEASURED: the shared recordings are absent' });
    figures.push(...simulatedWrist(say, SHARED), ...liveCost(say));
    return figures;
  },
};

function recorded(say: (line: string) => void): Figure[] {
  const rows = evaluateHeart(join(SHARED, 'MANIFEST.json'));
  return rows.flatMap((row) => {
    const figure = row.kind === 'ecg' ? beatFigure(row) : row.watchMae === null ? null : wristFigure(row);
    if (figure !== null) say(`${figure.what}: ${figure.seen}`);
    return figure ?? [];
  });
}

function beatFigure({ file, sensitivity, precision }: HeartRow): Figure | null {
  if (sensitivity === null || precision === null) return null;
  const aim = file.includes('118e06') ? 0.95 : 0.998;
  return {
    what: `heart: beats in ${file}`,
    seen: `sensitivity ${percent(sensitivity)}, precision ${percent(precision)}`,
    aim: percent(aim),
    met: Math.min(sensitivity, precision) >= aim,
  };
}

/** Where the person sat, by the name of the file. */
const atRest = (file: string): boolean => file.includes('sitting');

function wristFigure(row: HeartRow): Figure {
  const { file, mae, maeLagged, lag, maeStated, lagStated, coverage, inInterval, watchMae } = row;
  const aim = atRest(file) ? 2 : 3;
  const error = maeLagged ?? Number.POSITIVE_INFINITY;
  return {
    what: `heart: wrist against strap, ${file}`,
    seen: `MAE ${error.toFixed(2)} bpm at a strap lag of ${lag ?? '-'} s (${maeStated?.toFixed(2) ?? '-'} at the stated ${lagStated ?? '-'} s, ${mae?.toFixed(2) ?? '-'} at none), coverage ${percent(coverage)}, ${percent(inInterval ?? 0)} in the 90 % interval; the watch ${watchMae?.toFixed(1)}`,
    aim: `<= ${aim} bpm at >= 80 %, better than the watch`,
    met: error <= aim && coverage >= 0.8 && error < (watchMae ?? 0),
  };
}

/** Rate curves of real runs and rides made into intervals and spoilt. */
function spoiltStraps(say: (line: string) => void): Figure[] {
  const folder = join(SHARED, 'fit');
  const files = readdirSync(folder).filter((file) => file.endsWith('.csv') && !file.endsWith('_rr.csv'));
  return [0.02, 0.05, 0.1].map((share) => {
    const errors = files.flatMap((file, n) =>
      errorsOf(intervalsOf(join(folder, file)), { share, seed: n + 1 }),
    );
    const mae = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    const figure: Figure = {
      what: `heart: RR of ${files.length} real rate curves, ${percent(share)} of intervals spoilt`,
      seen: `MAE ${mae.toFixed(3)} bpm`,
      aim: '<= 0.5 bpm',
      met: mae <= 0.5,
    };
    say(`${figure.what}: ${figure.seen}`);
    return figure;
  });
}

function intervalsOf(file: string): number[] {
  const { signal } = readHeartFile({ file, kind: 'hr', fs: undefined, acc: undefined });
  if (signal.kind !== 'hr') return [];
  const { t, values } = signal.samples;
  const rr: number[] = [];
  let n = 0;
  for (let at = t[0] ?? 0; n < t.length - 1; ) {
    while (n < t.length - 1 && (t[n + 1] as number) <= at) n += 1;
    const interval = 60 / (values[n] as number);
    if (!Number.isFinite(interval)) {
      at = t[n + 1] ?? Number.POSITIVE_INFINITY;
      continue;
    }
    // Breath: a sine of 3 % every four seconds.
    rr.push(interval * (1 + 0.03 * Math.sin((2 * Math.PI * at) / 4)));
    at += interval;
  }
  return rr;
}

function errorsOf(rr: readonly number[], spoil: { readonly share: number; readonly seed: number }): number[] {
  const right = estimateHeart({ kind: 'rr', intervals: rr }).rate;
  return estimateHeart({ kind: 'rr', intervals: spoiltIntervals(rr, spoil) }).rate.flatMap(({ bpm }, n) => {
    const truth = right[n]?.bpm ?? null;
    return bpm === null || truth === null ? [] : [Math.abs(bpm - truth)];
  });
}
