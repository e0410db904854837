import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type GridLesson, lessonGrid } from '@tizhi/analytics';

/** A minute of recovery as the recordings' notes have it. */
interface Window {
  readonly t_peak_s: number;
  readonly hr_peak: number;
  readonly hrr60: number;
}

/** A real recording on the model's grid. */
export interface RealRun {
  readonly name: string;
  readonly effortFrom: 'speed' | 'cadence';
  readonly lesson: GridLesson;
  readonly windows: readonly Window[];
}

/** Effort 1 is what 5 % of the first ten minutes went over: nothing later is looked at for it. */
const HARD_SHARE = 0.95;
const FIRST_S = 600;

/** Reads a CSV of `t_s,hr_bpm,cadence,power_w,speed_mps,...`; effort is its speed, else its cadence. */
export function readRun(
  file: string,
  { recovery_windows }: { recovery_windows: readonly Window[] },
): RealRun {
  const [head = '', ...lines] = readFileSync(file, 'utf8').trim().split('\n');
  const names = head.split(',');
  const rows = lines.map((line) => line.split(','));
  const value = (row: readonly string[], name: string): number | null => {
    const text = row[names.indexOf(name)] ?? '';
    return text === '' ? null : Number(text);
  };
  const effortFrom = rows.some((row) => value(row, 'speed_mps')) ? 'speed' : 'cadence';
  const signs = rows.map((row) => ({
    at: (value(row, 't_s') ?? 0) * 1_000,
    sign: value(row, effortFrom === 'speed' ? 'speed_mps' : 'cadence') ?? 0,
  }));
  const first = signs
    .filter(({ at }) => at < FIRST_S * 1_000)
    .map(({ sign }) => sign)
    .sort((a, b) => a - b);
  const hard = Math.max(1e-6, first[Math.floor(HARD_SHARE * (first.length - 1))] ?? 0);
  return {
    name: basename(file, '.csv'),
    effortFrom,
    windows: recovery_windows,
    lesson: lessonGrid({
      rates: rows.map((row) => ({
        at: (value(row, 't_s') ?? 0) * 1_000,
        bpm: value(row, 'hr_bpm'),
        doubt: null,
      })),
      efforts: signs.map(({ at, sign }) => ({ at, effort: Math.min(1.5, sign / hard) })),
      from: 0,
      to: (signs.at(-1)?.at ?? 0) + 1,
    }),
  };
}
