import { STEP_S } from './curve.ts';
import { CORRELATED_S, fitLesson, startOf } from './fit.ts';
import type { GridLesson } from './lesson-grid.ts';
import { DYNAMICS_VERSION, type HeartDynamics, nextDay } from './parameters.ts';
import { predictHeart } from './predict.ts';

/** Less heart rate than this, s, teaches nothing. */
const FEWEST_S = 300;
/** Effort that never changes by this tells rise from rest no more. */
const FEWEST_CHANGE = 0.2;
/** How many independent values the residual known before is worth. */
const RESIDUAL_WORTH = 20;
/** How fast intervals follow misses, and how far they may go (adaptive conformal, Gibbs and Candes 2021). */
const SPREAD_PACE = 1;
const SPREAD = { low: 0.5, high: 4 } as const;
/** Until so many lessons are learnt, intervals are only widened: the first prediction knows nothing and misses little. */
const WIDEN_ONLY = 3;
/** Share outside of the interval that is aimed at. */
const MISS_AIM = 0.1;

export type Learnt =
  | { readonly kind: 'learnt'; readonly dynamics: HeartDynamics; readonly missShare: number }
  /** `short`: too little was heard; `even`: the effort never changed. The dynamics stay as they were. */
  | { readonly kind: 'unchanged'; readonly because: 'short' | 'even'; readonly dynamics: HeartDynamics };

/**
 * Learns from one lesson. First it is predicted from what was known before, and the share of rates outside of the
 * interval widens or narrows the next ones; then the parameters are fitted.
 */
export function learnLesson(dynamics: HeartDynamics, lesson: GridLesson): Learnt {
  const heard = lesson.bpm.filter((bpm) => bpm !== null).length;
  if (heard * STEP_S < FEWEST_S) return { kind: 'unchanged', because: 'short', dynamics };
  if (Math.max(...lesson.effort) - Math.min(...lesson.effort) < FEWEST_CHANGE)
    return { kind: 'unchanged', because: 'even', dynamics };
  const missShare = missShareOf(dynamics, lesson);
  const { residualBpm, mean, lessons } = dynamics;
  const fit = fitLesson({ mean, covariance: nextDay(dynamics), residualBpm }, lesson);
  const worth = (heard * STEP_S) / CORRELATED_S;
  const variance = (RESIDUAL_WORTH * residualBpm ** 2 + worth * fit.leftBpm ** 2) / (RESIDUAL_WORTH + worth);
  return {
    kind: 'learnt',
    missShare,
    dynamics: {
      version: DYNAMICS_VERSION,
      mean: fit.mean,
      covariance: fit.covariance,
      residualBpm: Math.max(2, Math.sqrt(variance)),
      spread: nextSpread(dynamics, missShare),
      lessons: lessons + 1,
    },
  };
}

function nextSpread({ spread, lessons }: HeartDynamics, missShare: number): number {
  const next = spread * Math.exp(SPREAD_PACE * (missShare - MISS_AIM));
  const least = lessons < WIDEN_ONLY ? spread : SPREAD.low;
  return Math.min(SPREAD.high, Math.max(least, next));
}

/** Share of the rates heard in a lesson that lie outside of the 90 % interval predicted before it. */
export function missShareOf(dynamics: HeartDynamics, lesson: GridLesson): number {
  const expected = predictHeart(dynamics, { effort: lesson.effort, startBpm: startOf(lesson) });
  let [heard, missed] = [0, 0];
  for (const [step, bpm] of lesson.bpm.entries()) {
    const rate = expected[step];
    if (bpm === null || rate === undefined) continue;
    heard += 1;
    if (bpm < rate.low || bpm > rate.high) missed += 1;
  }
  return heard === 0 ? 0 : missed / heard;
}
