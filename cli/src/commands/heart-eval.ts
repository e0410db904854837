import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { TizhiError } from '@tizhi/contracts';
import { estimateHeart, type HeartKind, type HeartResult, strapLag } from '@tizhi/edge-agent';
import { compareRates, matchBeats, truthBeats } from './heart-compare.ts';
import { readHeartFile } from './heart-signal.ts';

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
  /** Mean absolute error at the lag that the strap is known for (s). */
  readonly maeStated: number | null;
  readonly lagStated: number | null;
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
    /** Says in words which strap it was. */
    readonly how?: string;
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
    truth.reference_file !== undefined
      ? compareRates(join(folder, truth.reference_file), {
          rate: result.rate,
          strap: strapLag(truth.how ?? ''),
        })
      : null;
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
    maeStated: rates?.maeStated ?? null,
    lagStated: rates?.lagStated ?? null,
    inInterval: rates?.inInterval ?? null,
    coverage: rates?.coverage ?? result.coverage,
    meanBpm: result.meanBpm,
    watchMae: truth.watch_builtin_mae_bpm ?? null,
  };
}
