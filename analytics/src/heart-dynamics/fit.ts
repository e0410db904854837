import { expectedCurve, STEP_S, slopesOf } from './curve.ts';
import type { GridLesson } from './lesson-grid.ts';
import type { Parameters } from './parameters.ts';
import { inverseOf, times } from './symmetric.ts';

/** Misfits last about this long, s: so many seconds of heart rate count as one independent value. */
export const CORRELATED_S = 40;
const ROUNDS = 15;
/** Misfits beyond this many standard deviations count less (Huber). */
const HUBER = 2.5;

export interface Fit {
  readonly mean: Parameters;
  readonly covariance: readonly (readonly number[])[];
  /** Root mean square of what the curve leaves, bpm. */
  readonly leftBpm: number;
}

interface Before {
  readonly mean: Parameters;
  readonly covariance: readonly (readonly number[])[];
  readonly residualBpm: number;
}

/**
 * The parameters that explain a lesson best, given what was known before (a maximum a posteriori fit by
 * Levenberg-Marquardt), and how sure they are (Laplace: the inverse of the curvature there).
 */
export function fitLesson(before: Before, lesson: GridLesson): Fit {
  const run = { effort: lesson.effort, startBpm: startOf(lesson) };
  const prior = inverseOf(before.covariance);
  let mean: number[] = [...before.mean];
  let state = stateOf(mean);
  let damping = 1e-2;
  for (let round = 0; round < ROUNDS; round += 1) {
    const damped = state.curvature.map((row, i) => row.map((v, j) => (i === j ? v * (1 + damping) : v)));
    const step = times(inverseOf(damped), state.downhill);
    const tried = mean.map((value, i) => value + (step[i] ?? 0));
    const next = stateOf(tried);
    if (next.cost < state.cost) {
      const done = state.cost - next.cost < 1e-6 * state.cost;
      [mean, state, damping] = [tried, next, damping / 3];
      if (done) break;
    } else damping *= 5;
  }
  return { mean, covariance: inverseOf(state.curvature), leftBpm: state.leftBpm };

  function stateOf(at: Parameters) {
    const curve = expectedCurve(at, run);
    const slopes = slopesOf(at, run);
    const away = at.map((value, i) => value - (before.mean[i] ?? 0));
    const pulled = times(prior, away);
    const curvature = prior.map((row) => [...row]);
    const downhill = pulled.map((value) => -value);
    let cost = away.reduce((sum, value, i) => sum + value * (pulled[i] ?? 0), 0);
    let [squares, heard] = [0, 0];
    for (const [step, bpm] of lesson.bpm.entries()) {
      if (bpm === null) continue;
      const left = bpm - (curve[step] ?? 0);
      const trust = Math.min(1, (HUBER * before.residualBpm) / Math.max(1e-9, Math.abs(left)));
      const weight = (trust * STEP_S) / CORRELATED_S / before.residualBpm ** 2;
      cost += weight * left * left;
      squares += left * left;
      heard += 1;
      for (const [i, row] of curvature.entries()) {
        const slope = slopes[i]?.[step] ?? 0;
        downhill[i] = (downhill[i] ?? 0) + weight * slope * left;
        for (let j = 0; j < row.length; j += 1)
          row[j] = (row[j] ?? 0) + weight * slope * (slopes[j]?.[step] ?? 0);
      }
    }
    return { cost, curvature, downhill, leftBpm: heard === 0 ? 0 : Math.sqrt(squares / heard) };
  }
}

/** The rate at the start where it was heard in the first half minute; `null`: it was not. */
export const startOf = ({ bpm }: GridLesson): number | null =>
  bpm.slice(0, 30 / STEP_S).find((value) => value !== null) ?? null;
