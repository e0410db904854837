import type { Acceleration, HeartKind, HeartSignal, Samples } from '@tizhi/edge-agent';
import { columnNamed, notTime, readTable, type Table, timesOf, unusableHeart } from './heart-table.ts';

/** Names of the columns by what they hold, likeliest first. */
const NAMES = {
  ecg: [/ecg|ekg/, /^ml|^lead|^v\d|^i{1,3}$/],
  ppg: [/^ppg_raw/, /ppg|pulse|pleth|bvp/],
  rr: [/^rr|^ibi|^nn|interval/],
  hr: [/^hr|heart|bpm/],
} satisfies Record<HeartKind, readonly RegExp[]>;

const AXES = ['x', 'y', 'z'].map((axis) => new RegExp(`^acc\\w*_?${axis}(_|$)|^${axis}(_|$)`));

export interface HeartFile {
  readonly signal: HeartSignal;
  /** Samples a second: as told, or the median step of the time column; null: not sampled evenly (rr, hr). */
  readonly fs: number | null;
}

/** Reads one recording. `fs`: Hz, wanted where the file has no time column. */
export function readHeartFile(ask: {
  readonly file: string;
  readonly kind: HeartKind;
  readonly fs: number | undefined;
  readonly acc: string | undefined;
}): HeartFile {
  const { file, kind } = ask;
  const table = readTable(file);
  const found =
    columnNamed(table, NAMES[kind]) ??
    (table.names.length === 0 || notTime(table).length === 1 ? fallback(table) : undefined);
  if (found === undefined)
    throw unusableHeart(file, {
      en: `it has no column for ${kind}; its columns are ${table.names.join(', ')}`,
      zh: `没有 ${kind} 列；现有列：${table.names.join('、')}`,
    });
  if (!found.some(Number.isFinite))
    throw unusableHeart(file, { en: `its column for ${kind} holds no numbers`, zh: `${kind} 列没有数值` });
  if (kind === 'rr') {
    const given = [...found].filter((v) => !Number.isNaN(v));
    const middle = given.toSorted((a, b) => a - b)[given.length >> 1] ?? 0;
    // No heart beats once in ten seconds: such numbers are milliseconds.
    return { signal: { kind, intervals: given.map((v) => (middle > 10 ? v / 1000 : v)) }, fs: null };
  }
  const { samples, fs } = sampled(table, { values: found, fs: ask.fs, kind });
  if (samples.t.length < 2)
    throw unusableHeart(file, { en: `it has no ${kind} samples`, zh: `没有 ${kind} 数据` });
  if (kind !== 'ppg') return { signal: { kind, samples }, fs: kind === 'hr' ? null : fs };
  const acceleration =
    ask.acc === undefined ? accelerationIn(table, samples) : accelerationFile(ask.acc, samples);
  return { signal: { kind, samples, acceleration }, fs };
}

/** Without headings: one column is the signal; of several the first that rises all the way is time. */
function fallback(table: Table): Float64Array | undefined {
  const rest = notTime(table);
  return rest.length > 1 && rises(rest[0]) ? rest[1] : rest[0];
}

const rises = (column: Float64Array | undefined): boolean =>
  column?.every((v, n) => n === 0 || v > (column[n - 1] as number)) ?? false;

function sampled(
  table: Table,
  {
    values,
    fs,
    kind,
  }: { readonly values: Float64Array; readonly fs: number | undefined; readonly kind: HeartKind },
): { readonly samples: Samples; readonly fs: number } {
  const named = timesOf(table);
  const unnamed = table.names.length === 0 && values !== table.columns[0] && rises(table.columns[0]);
  const times = named ?? (unnamed ? table.columns[0] : undefined);
  // A rate without a time column comes once a second, as straps send it.
  const rate = fs ?? (kind === 'hr' ? 1 : undefined);
  if (times === undefined && rate === undefined)
    throw unusableHeart(table.file, {
      en: 'it has no time column (t_s or t_ms); say the sampling rate with --fs',
      zh: '没有时间列（t_s 或 t_ms）；请用 --fs 指定采样率',
    });
  const unit = times === undefined ? 1 : secondsPer(times, { fs, kind });
  const pairs: [number, number][] = [];
  values.forEach((v, n) => {
    const t = times === undefined ? n / (rate as number) : (times[n] as number) * unit;
    // A strap that shows nothing says something: contact is lost. A sample that is missing says nothing.
    if (Number.isFinite(t) && (Number.isFinite(v) || (kind === 'hr' && times !== undefined)))
      pairs.push([t, v]);
  });
  if (times !== undefined) pairs.sort((a, b) => a[0] - b[0]);
  const t = Float64Array.from(pairs, ([at]) => at);
  if (kind !== 'hr' && holes(t) > MOST_HOLES)
    throw unusableHeart(table.file, {
      en: 'its times leave out far more than they hold; cut it into recordings',
      zh: '时间列缺失过多；请拆分为多个记录',
    });
  return {
    samples: { t, values: Float64Array.from(pairs, ([, v]) => v) },
    fs: times === undefined ? (rate as number) : 1 / (medianStep(t) || 1),
  };
}

/** Missing samples for each that is there: more are no recording but a broken clock. */
const MOST_HOLES = 20;

const holes = (t: Float64Array): number =>
  ((t[t.length - 1] ?? 0) - (t[0] ?? 0)) / (medianStep(t) || 1) / Math.max(1, t.length);

function medianStep(t: Float64Array): number {
  const steps = t
    .slice(1)
    .map((at, n) => at - (t[n] as number))
    .filter((step) => step > 0)
    .sort();
  return steps[steps.length >> 1] ?? 0;
}

/**
 * Seconds in one unit of the time column, where its name does not say or says it wrong: no ECG or PPG has less
 * than two samples a second, so larger steps are ms or us, and steps of one beside a stated rate are counts.
 */
function secondsPer(
  times: Float64Array,
  { fs, kind }: { readonly fs: number | undefined; readonly kind: HeartKind },
): number {
  const step = medianStep(times.filter(Number.isFinite));
  // Shown rates come a minute apart at most.
  if (kind === 'hr') return step < 200 ? 1 : 1e-3;
  if (step === 1 && fs !== undefined) return 1 / fs;
  return step < 0.5 ? 1 : step <= 500 ? 1e-3 : 1e-6;
}

function accelerationIn(table: Table, { t }: Samples): Acceleration | null {
  const axes = AXES.map((axis) => columnNamed(table, [axis])).filter((axis) => axis !== undefined);
  const [first] = axes;
  if (axes.length !== 3 || first === undefined) return null;
  const rows = [...first.keys()].filter((n) => axes.every((axis) => Number.isFinite(axis[n])));
  const times = timesOf(table);
  const unit = times === undefined ? 1 : secondsPer(times, { fs: undefined, kind: 'ppg' });
  // Without times both share a clock: the same stretch, evenly sampled.
  const span = (t[t.length - 1] as number) / Math.max(1, rows.length - 1);
  return {
    t: Float64Array.from(rows, (n, i) => (times === undefined ? i * span : (times[n] as number) * unit)),
    axes: axes.map((axis) => Float64Array.from(rows, (n) => axis[n] as number)),
  };
}

function accelerationFile(file: string, samples: Samples): Acceleration {
  const found = accelerationIn(readTable(file), samples);
  if (found !== null) return found;
  throw unusableHeart(file, {
    en: 'it has no columns acc_x, acc_y and acc_z (or x, y, z)',
    zh: '没有 acc_x、acc_y、acc_z（或 x、y、z）列',
  });
}
