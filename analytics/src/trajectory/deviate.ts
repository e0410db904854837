import { hasDirection, isLowerBetter } from '../standard/index.ts';
import { normalQuantile, normalShare } from './normal.ts';
import { DEVIATES, type GroupReference, type Measure } from './reference.ts';

const FIRST = DEVIATES[0] ?? -3;
const STEP = (DEVIATES[1] ?? FIRST + 1) - FIRST;
/** Nobody is called further out than this: a reference of some thousands says nothing there. */
export const FURTHEST = 4;

/** Whether values run down as they get better. */
export const isTurned = (measure: Measure): boolean =>
  measure !== 'total' && measure !== 'bmi' && hasDirection(measure) && isLowerBetter(measure);

/** Translates between a measure's values and the normal deviates of its group; higher is better (BMI: higher). */
export interface DeviateScale {
  readonly n: number;
  readonly deviateOf: (value: number) => number;
  readonly valueOf: (deviate: number) => number;
}

/**
 * Results that many share (0 pull-ups) get the deviate of the middle of their share. Beyond the ends the last
 * slopes go on.
 */
export function deviateScale({ measure, values, n }: GroupReference): DeviateScale {
  const sign = isTurned(measure) ? -1 : 1;
  const knots = Float64Array.from(values, (value) => sign * value);
  const last = knots.length - 1;
  const at = (index: number): number => knots[index] ?? 0;
  const slope = (from: number, to: number): number => {
    const rise = (at(to) - at(from)) / ((to - from) * STEP);
    return rise > 0 ? rise : (at(last) - at(0)) / (last * STEP) || 1;
  };
  const lowSlope = slope(0, 4);
  const highSlope = slope(last - 4, last);
  return {
    n,
    deviateOf(value) {
      const signed = sign * value;
      if (signed < at(0)) return Math.max(-FURTHEST, FIRST - (at(0) - signed) / lowSlope);
      if (signed > at(last)) return Math.min(FURTHEST, -FIRST + (signed - at(last)) / highSlope);
      const from = firstNotBelow(knots, signed);
      if (at(from) === signed) return middleOfRun(knots, from);
      return FIRST + STEP * (from - 1 + (signed - at(from - 1)) / (at(from) - at(from - 1)));
    },
    valueOf(deviate) {
      const position = (deviate - FIRST) / STEP;
      if (position <= 0) return sign * (at(0) + (deviate - FIRST) * lowSlope);
      if (position >= last) return sign * (at(last) + (deviate + FIRST) * highSlope);
      const index = Math.floor(position);
      return sign * (at(index) + (at(index + 1) - at(index)) * (position - index));
    },
  };
}

function firstNotBelow(knots: Float64Array, signed: number): number {
  let low = 0;
  let high = knots.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((knots[middle] ?? 0) >= signed) high = middle;
    else low = middle + 1;
  }
  return low;
}

function middleOfRun(knots: Float64Array, from: number): number {
  let to = from;
  while (to + 1 < knots.length && knots[to + 1] === knots[from]) to += 1;
  if (to === from) return FIRST + STEP * from;
  const below = from === 0 ? 0 : normalShare(FIRST + STEP * from);
  const upTo = to === knots.length - 1 ? 1 : normalShare(FIRST + STEP * to);
  return normalQuantile((below + upTo) / 2);
}
