/**
 * First acute rule: the heart rate stays above the pupil's ceiling (超过心率上限). Pure: samples in, at most
 * one decision out. The ceiling is the school's own number from the roster; the rule adds only how long.
 */
export const HR_ABOVE_CEILING = { id: 'hr-above-ceiling', version: 1 } as const;

/** A sample this much older than the last is not late: the clock that stamps them was set back. */
const SET_BACK_MS = 60_000;

/** Samples of evidence kept: ten minutes at one a second, the contract's bound. */
const MAX_SERIES = 600;

export interface HrLimits {
  /** Rates above this count, bpm. */
  readonly ceilingBpm: number;
  readonly sustainedMs: number;
  /** A silence up to this long does not break a run. */
  readonly gapMs: number;
  /** It clears when the rate stayed this far below the ceiling for `clearMs`. */
  readonly clearMarginBpm: number;
  readonly clearMs: number;
}

export interface RatePoint {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly bpm: number;
}

/** An unbroken run of samples on one side of a limit. */
interface Run {
  readonly from: number;
  readonly series: readonly RatePoint[];
}

export type HrWatch =
  | { readonly phase: 'calm'; readonly lastAt: number }
  | { readonly phase: 'above'; readonly lastAt: number; readonly run: Run }
  | {
      readonly phase: 'raised';
      readonly lastAt: number;
      readonly from: number;
      readonly maxBpm: number;
      /** When the rate was last above the ceiling. */
      readonly lastAboveAt: number;
      /** The run below the clearing limit, if one has begun. */
      readonly below: Run | null;
    };

export interface HrDecision {
  readonly state: 'raised' | 'cleared';
  /** When the rate first went above. */
  readonly from: number;
  readonly at: number;
  readonly maxBpm: number;
  /** From the first to the last sample above the ceiling. */
  readonly sustainedMs: number;
  readonly series: readonly RatePoint[];
}

export const CALM: HrWatch = { phase: 'calm', lastAt: Number.NEGATIVE_INFINITY };

/** The same watch after the clock that stamps its samples was moved by so much. */
export function movedWatch(watch: HrWatch, ms: number): HrWatch {
  const lastAt = watch.lastAt + ms;
  switch (watch.phase) {
    case 'calm':
      return { ...watch, lastAt };
    case 'above':
      return { ...watch, lastAt, run: movedRun(watch.run, ms) };
    case 'raised':
      return {
        ...watch,
        lastAt,
        from: watch.from + ms,
        lastAboveAt: watch.lastAboveAt + ms,
        below: watch.below === null ? null : movedRun(watch.below, ms),
      };
  }
}

const movedRun = ({ from, series }: Run, ms: number): Run => ({
  from: from + ms,
  series: series.map(({ at, bpm }) => ({ at: at + ms, bpm })),
});

/**
 * One trusted sample. Doubtful samples must not be given: they neither count nor break a run. A sample a
 * little older than the last one is late news and changes nothing; one much older comes from a clock that
 * was set back, and the watch goes on in its time.
 */
export function watchHeartRate(
  watch: HrWatch,
  { sample, limits }: { readonly sample: RatePoint; readonly limits: HrLimits },
): { readonly watch: HrWatch; readonly decision: HrDecision | null } {
  const lateMs = watch.lastAt - sample.at;
  if (lateMs > 0 && lateMs <= SET_BACK_MS) return { watch, decision: null };
  const inTime = lateMs > 0 ? movedWatch(watch, -lateMs) : watch;
  switch (inTime.phase) {
    case 'calm':
    case 'above':
      return beforeAlert(inTime, sample, limits);
    case 'raised':
      return duringAlert(inTime, sample, limits);
  }
}

type Watched = { readonly watch: HrWatch; readonly decision: HrDecision | null };

function beforeAlert(
  watch: Extract<HrWatch, { phase: 'calm' | 'above' }>,
  sample: RatePoint,
  limits: HrLimits,
): Watched {
  const { at, bpm } = sample;
  if (bpm <= limits.ceilingBpm) return { watch: { phase: 'calm', lastAt: at }, decision: null };
  const run = extended(watch.phase === 'above' ? watch.run : null, sample, limits);
  const sustainedMs = at - run.from;
  if (sustainedMs < limits.sustainedMs) {
    return { watch: { phase: 'above', lastAt: at, run }, decision: null };
  }
  const maxBpm = highest(run.series);
  return {
    watch: { phase: 'raised', lastAt: at, from: run.from, maxBpm, lastAboveAt: at, below: null },
    decision: { state: 'raised', from: run.from, at, maxBpm, sustainedMs, series: run.series },
  };
}

function duringAlert(
  watch: Extract<HrWatch, { phase: 'raised' }>,
  sample: RatePoint,
  limits: HrLimits,
): Watched {
  const { at, bpm } = sample;
  const maxBpm = Math.max(watch.maxBpm, bpm);
  const lastAboveAt = bpm > limits.ceilingBpm ? at : watch.lastAboveAt;
  if (bpm > limits.ceilingBpm - limits.clearMarginBpm) {
    return { watch: { ...watch, lastAt: at, maxBpm, lastAboveAt, below: null }, decision: null };
  }
  const below = extended(watch.below, sample, limits);
  if (at - below.from < limits.clearMs) {
    return { watch: { ...watch, lastAt: at, below }, decision: null };
  }
  return {
    watch: { phase: 'calm', lastAt: at },
    decision: {
      state: 'cleared',
      from: watch.from,
      at,
      maxBpm,
      sustainedMs: lastAboveAt - watch.from,
      series: below.series,
    },
  };
}

function extended(run: Run | null, sample: RatePoint, { gapMs }: HrLimits): Run {
  const last = run?.series.at(-1);
  if (run === null || last === undefined || sample.at - last.at > gapMs) {
    return { from: sample.at, series: [sample] };
  }
  return { from: run.from, series: [...run.series, sample].slice(-MAX_SERIES) };
}

const highest = (series: readonly RatePoint[]): number =>
  series.reduce((most, point) => Math.max(most, point.bpm), 0);
