import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { TizhiError } from '@tizhi/contracts';
import { estimateHeart, type HeartKind, type HeartResult } from '@tizhi/edge-agent';
import { readHeartFile } from './heart-signal.ts';
import { columnNamed, readTable, timesOf } from './heart-table.ts';

/** One recording against its ground truth. Null: the truth does not say. */
export interface HeartRow {
  readonly file: string;
  readonly kind: HeartKind;
  /** Parts of the true beats found, and of the found beats true, within 50 ms. */
  readonly sensitivity: number | null;
  readonly precision: number | null;
  /** Mean absolute error (bpm) where a rate was given: as it stands, and after the reference's lag is taken out. */
  readonly mae: number | null;
  readonly maeLagged: number | null;
  /** Lag of the reference, s, 0-10: the one with the least error. */
  readonly lag: number | null;
  /** Part of the reference values inside the 90 % interval, after the lag. */
  readonly inInterval: number | null;
  readonly coverage: number;
  readonly meanBpm: number | null;
  readonly watchMae: number | null;
}

interface Entry {
  readonly file: string;
  readonly kind: string;
  readonly sampling_rate_hz?: number | string;
  readonly rr_file?: string;
  readonly ground_truth?: {
    readonly beats_file?: string;
    readonly reference_file?: string;
    readonly mean_hr?: number;
    readonly watch_builtin_mae_bpm?: number;
  };
}

/** How the manifest calls the kinds, and what they are read as. */
const KINDS: Readonly<Record<string, readonly HeartKind[]>> = {
  ecg: ['ecg'],
  ecg_noisy: ['ecg'],
  'ecg+ppg': ['ecg', 'ppg'],
  ppg: ['ppg'],
  'wrist_ppg+acc': ['ppg'],
  fit_hr_timeseries: ['hr'],
  'fit_hr_timeseries+rr': ['hr', 'rr'],
};

/** Every heart recording of a manifest (`{entries: [{file, kind, ground_truth}]}`), paths relative to it. */
export function evaluateHeart(manifest: string): HeartRow[] {
  const folder = dirname(manifest);
  return entriesOf(manifest).flatMap((entry) =>
    (KINDS[entry.kind] ?? []).map((kind) => {
      const name = kind === 'rr' ? (entry.rr_file ?? entry.file) : entry.file;
      const fs = typeof entry.sampling_rate_hz === 'number' ? entry.sampling_rate_hz : undefined;
      const { signal } = readHeartFile({ file: join(folder, name), kind, fs, acc: undefined });
      return rowOf({ entry, name, kind, fs, folder, result: estimateHeart(signal) });
    }),
  );
}

function entriesOf(manifest: string): readonly Entry[] {
  let text: string;
  try {
    text = readFileSync(manifest, 'utf8');
  } catch (error) {
    throw new TizhiError('TIZHI_FILE_UNREADABLE', {
      file: manifest,
      problem: (error as NodeJS.ErrnoException).code ?? '',
    });
  }
  try {
    const { entries } = JSON.parse(text) as { entries?: unknown };
    if (Array.isArray(entries)) return entries as Entry[];
  } catch {
    // Said below.
  }
  throw new TizhiError('TIZHI_FILE_FORMAT', {
    file: manifest,
    expected: 'manifest (清单)',
    problem: 'it is no JSON object with a list "entries" (不是含 entries 列表的 JSON)',
  });
}

function rowOf(of: {
  readonly entry: Entry;
  readonly name: string;
  readonly kind: HeartKind;
  readonly fs: number | undefined;
  readonly folder: string;
  readonly result: HeartResult;
}): HeartRow {
  const { entry, name, kind, fs, folder, result } = of;
  const truth = entry.ground_truth ?? {};
  const beats =
    truth.beats_file !== undefined && result.beats !== undefined
      ? matchBeats(truthBeats(join(folder, truth.beats_file), fs ?? 1), result.beats)
      : null;
  const rates =
    truth.reference_file !== undefined ? compareRates(join(folder, truth.reference_file), result) : null;
  return {
    file: name,
    kind,
    sensitivity: beats?.sensitivity ?? null,
    precision: beats?.precision ?? null,
    mae:
      rates?.mae ??
      (truth.mean_hr !== undefined && result.meanBpm !== null
        ? Math.abs(result.meanBpm - truth.mean_hr)
        : null),
    maeLagged: rates?.maeLagged ?? null,
    lag: rates?.lag ?? null,
    inInterval: rates?.inInterval ?? null,
    coverage: rates?.coverage ?? result.coverage,
    meanBpm: result.meanBpm,
    watchMae: truth.watch_builtin_mae_bpm ?? null,
  };
}

function truthBeats(file: string, fs: number): number[] {
  const table = readTable(file);
  const samples = columnNamed(table, [/sample/]) ?? table.columns[0] ?? [];
  return [...samples].map((sample) => sample / fs);
}

/** Seconds that a found beat may be off (the aim's +-50 ms). */
const TOLERANCE = 0.05;

/** Each true beat may claim one found beat, in order. */
export function matchBeats(
  truth: readonly number[],
  found: readonly number[],
): { readonly sensitivity: number; readonly precision: number } {
  let hits = 0;
  let f = 0;
  for (const t of truth) {
    while (f < found.length && (found[f] as number) < t - TOLERANCE) f += 1;
    if (f < found.length && (found[f] as number) <= t + TOLERANCE) {
      hits += 1;
      f += 1;
    }
  }
  return {
    sensitivity: truth.length === 0 ? 1 : hits / truth.length,
    precision: found.length === 0 ? 1 : hits / found.length,
  };
}

type Rates = Pick<HeartRow, 'mae' | 'maeLagged' | 'lag' | 'inInterval' | 'coverage'>;

function compareRates(file: string, result: HeartResult): Rates {
  const table = readTable(file);
  const times = timesOf(table) ?? table.columns[0] ?? [];
  const rates = columnNamed(table, [/hr|bpm/]) ?? table.columns[1] ?? [];
  const reference = [...times].map((t, n) => ({ t, bpm: rates[n] as number }));
  const at = (lag: number) => {
    const pairs = reference.flatMap(({ t, bpm }) => {
      const near = result.rate.find((rate) => Math.abs(rate.t - (t - lag)) <= 0.5);
      return near === undefined ? [] : [{ bpm, near }];
    });
    const given = pairs.flatMap(({ bpm, near }) => (near.bpm === null ? [] : [{ bpm, near }]));
    const inside = given.filter(({ bpm, near }) => bpm >= near.low && bpm <= near.high).length;
    return {
      mae: given.reduce((sum, { bpm, near }) => sum + Math.abs(bpm - near.bpm), 0) / given.length,
      coverage: pairs.length === 0 ? 0 : given.length / pairs.length,
      inInterval: given.length === 0 ? null : inside / given.length,
    };
  };
  const lags = Array.from({ length: 11 }, (_, lag) => ({ lag, ...at(lag) })).filter(({ mae }) =>
    Number.isFinite(mae),
  );
  const plain = at(0);
  const best = lags.toSorted((a, b) => a.mae - b.mae)[0];
  return {
    mae: Number.isFinite(plain.mae) ? plain.mae : null,
    maeLagged: best?.mae ?? null,
    lag: best?.lag ?? null,
    inInterval: best?.inInterval ?? null,
    coverage: plain.coverage,
  };
}

/** The rows as a table for a terminal. */
export function heartTable(rows: readonly HeartRow[]): string {
  const part = (v: number | null) => (v === null ? '-' : (v * 100).toFixed(2));
  const bpm = (v: number | null) => (v === null ? '-' : v.toFixed(2));
  const cells = [
    [
      'file',
      'kind',
      'sens %',
      'prec %',
      'MAE',
      'MAE lagged',
      'lag s',
      'in 90 %',
      'cover %',
      'mean',
      'watch MAE',
    ],
    ...rows.map((row) => [
      row.file,
      row.kind,
      part(row.sensitivity),
      part(row.precision),
      bpm(row.mae),
      bpm(row.maeLagged),
      row.lag?.toString() ?? '-',
      part(row.inInterval),
      part(row.coverage),
      bpm(row.meanBpm),
      bpm(row.watchMae),
    ]),
  ];
  const widths = (cells[0] ?? []).map((_, c) => Math.max(...cells.map((row) => (row[c] ?? '').length)));
  return cells
    .map((row) =>
      row
        .map((cell, c) => cell.padEnd(widths[c] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
