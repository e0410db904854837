import { type HeartResult, PPG_LOOK_SECONDS, type StrapLag } from '@tizhi/edge-agent';
import { columnNamed, readTable, timesOf } from './heart-table.ts';

/** Times (s) of annotated beats from a file with a column `sample`. */
export function truthBeats(file: string, fs: number): number[] {
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

/** Given rates against a reference; null where no rate was given. */
export interface RateComparison {
  readonly mae: number | null;
  readonly maeLagged: number | null;
  readonly lag: number | null;
  /** At the lag that the strap is known for. */
  readonly maeStated: number | null;
  readonly lagStated: number;
  readonly inInterval: number | null;
  readonly coverage: number;
}

/** Longest lag of a reference that is tried, s: straps average over some seconds. */
const LONGEST_LAG = 10;

/**
 * Compares with a reference file (`t_s,ref_hr_bpm`): as it stands, and shifted to where the error is least, and by the
 * strap's own lag (a rate bears the end of its look, whose middle is already half a look old).
 */
export function compareRates(
  file: string,
  { rate, strap }: Pick<HeartResult, 'rate'> & { readonly strap: StrapLag },
): RateComparison {
  const table = readTable(file);
  const times = timesOf(table) ?? table.columns[0] ?? [];
  const rates = columnNamed(table, [/hr|bpm/]) ?? table.columns[1] ?? [];
  const reference = [...times].map((t, n) => ({ t, bpm: rates[n] as number }));
  const at = (lag: number) => {
    const pairs = reference.flatMap(({ t, bpm }) => {
      const near = rate.find((each) => Math.abs(each.t - (t - lag)) <= 0.5);
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
  const lags = Array.from({ length: LONGEST_LAG + 1 }, (_, lag) => ({ lag, ...at(lag) })).filter(({ mae }) =>
    Number.isFinite(mae),
  );
  const plain = at(0);
  const lagStated = Math.round(strap.seconds - PPG_LOOK_SECONDS / 2);
  const stated = at(lagStated);
  const best = lags.toSorted((a, b) => a.mae - b.mae)[0];
  return {
    mae: Number.isFinite(plain.mae) ? plain.mae : null,
    maeLagged: best?.mae ?? null,
    maeStated: Number.isFinite(stated.mae) ? stated.mae : null,
    lagStated,
    lag: best?.lag ?? null,
    inInterval: best?.inInterval ?? null,
    coverage: plain.coverage,
  };
}
