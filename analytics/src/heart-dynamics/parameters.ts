/**
 * A pupil's heart in five numbers: the rate at rest (bpm), what full effort adds to it (bpm), the natural logs of the
 * time constants of rise and recovery (s), and what each minute of full effort adds by drift (bpm/min).
 */
export const PARAMETERS = ['rest', 'gain', 'lnTauRise', 'lnTauFall', 'drift'] as const;
export type Parameter = (typeof PARAMETERS)[number];
/** In the order of {@link PARAMETERS}. */
export type Parameters = readonly number[];

/**
 * Where every pupil begins: mean and standard deviation between children. Rest: Fleming et al., Lancet 2011;377:1011-8
 * (84 +- 12 at 8-12 years). Gain: from there to a maximum of about 200. Rise: 20-50 s in children. Recovery: about
 * 80 % of the rate of the effort after one minute and 60 % after three (standard notes, prescription.md), which is a
 * time constant of 100-140 s. Drift: a few bpm in ten minutes. Spreads are wide on purpose; lessons narrow them.
 */
export const POPULATION = {
  rest: { mean: 88, sd: 12 },
  gain: { mean: 110, sd: 25 },
  lnTauRise: { mean: Math.log(35), sd: 0.4 },
  lnTauFall: { mean: Math.log(100), sd: 0.45 },
  drift: { mean: 0.4, sd: 0.5 },
} as const satisfies Record<Parameter, { readonly mean: number; readonly sd: number }>;

/** How much a child is another from lesson to lesson (sleep, heat, excitement): standard deviations, a convention. */
export const DAY_SD = {
  rest: 4,
  gain: 6,
  lnTauRise: 0.12,
  lnTauFall: 0.12,
  drift: 0.15,
} as const satisfies Record<Parameter, number>;

/** What is kept of a pupil between lessons. No diagnosis and no score: numbers to predict with. */
export interface HeartDynamics {
  readonly version: typeof DYNAMICS_VERSION;
  readonly mean: Parameters;
  /** Rows of a symmetric positive definite matrix. */
  readonly covariance: readonly (readonly number[])[];
  /** What is left between model and heart, bpm (standard deviation). */
  readonly residualBpm: number;
  /** By how much intervals are widened, so that 90 % of what comes lies in them; learnt from misses. */
  readonly spread: number;
  /** Lessons learnt from. */
  readonly lessons: number;
}

export const DYNAMICS_VERSION = '1.0.0';

const diagonal = (of: (parameter: Parameter) => number): number[][] =>
  PARAMETERS.map((row) => PARAMETERS.map((column) => (row === column ? of(row) ** 2 : 0)));

/** A pupil of whom nothing was heard yet. */
export const newDynamics = (): HeartDynamics => ({
  version: DYNAMICS_VERSION,
  mean: PARAMETERS.map((parameter) => POPULATION[parameter].mean),
  covariance: diagonal((parameter) => POPULATION[parameter].sd),
  residualBpm: 8,
  spread: 1.25,
  lessons: 0,
});

/** What may differ in the next lesson: what is known, less sure by a day. */
export function nextDay({ covariance }: HeartDynamics): number[][] {
  const day = diagonal((parameter) => DAY_SD[parameter]);
  return covariance.map((row, i) => row.map((value, j) => value + (day[i]?.[j] ?? 0)));
}
