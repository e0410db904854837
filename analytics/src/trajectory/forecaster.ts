import { solveSymmetric } from './linear.ts';
import type { ForecastModel, Known, ResidualShape, Variable } from './reference.ts';

/** The expectation of a target in deviates, how far the truth may lie from it, and the shape of that. */
export interface TargetForecast {
  readonly target: Variable;
  readonly mean: number;
  readonly deviation: number;
  readonly shape: ResidualShape | undefined;
}

export interface Forecaster {
  readonly variables: readonly Variable[];
  /** Of every target, from deviates by variable; a known one that is missing is `undefined`. */
  readonly forecast: (deviates: readonly (number | undefined)[]) => readonly TargetForecast[];
}

/** How targets follow from one set of known variables. */
interface Regression {
  readonly inputs: readonly number[];
  readonly weights: readonly Float64Array[];
  readonly deviations: readonly number[];
  readonly shapes: readonly (ResidualShape | undefined)[];
}

/** Sets of known variables that are kept ready: a city has some dozens, a hostile file no end of them. */
const MOST_KEPT = 1024;

export const isTarget = (variable: Variable): boolean => variable.startsWith('8/');

/** Regression on whatever is known, by the model's covariance. */
export function forecaster(model: ForecastModel): Forecaster {
  const { variables, means } = model;
  const inputs = variables.flatMap((variable, index) => (isTarget(variable) ? [] : [index]));
  const targets = variables.flatMap((variable, index) => (isTarget(variable) ? [index] : []));
  const kept = new Map<number, Regression>();
  const covariance = (a: number, b: number): number =>
    model.covariance[Math.max(a, b)]?.[Math.min(a, b)] ?? 0;
  const regressionOn = (mask: number, deviates: readonly (number | undefined)[]): Regression => {
    const before = kept.get(mask);
    if (before !== undefined) return before;
    const own = inputs.filter((index) => deviates[index] !== undefined);
    const between = own.map((a) => own.map((b) => covariance(a, b)));
    const weights = targets.map((target) =>
      solveSymmetric(
        between,
        own.map((index) => covariance(index, target)),
      ),
    );
    const known = knownOf(own.map((index) => variables[index]));
    const regression: Regression = {
      inputs: own,
      weights,
      deviations: targets.map((target, n) => {
        const explained = own.reduce(
          (sum, index, at) => sum + covariance(index, target) * (weights[n]?.[at] ?? 0),
          0,
        );
        return Math.sqrt(Math.max(0.01, covariance(target, target) - explained));
      }),
      shapes: targets.map((target) =>
        model.residuals.find((shape) => shape.target === variables[target] && shape.known === known),
      ),
    };
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(mask, regression);
    return regression;
  };
  return {
    variables,
    forecast(deviates) {
      let mask = 0;
      for (const [bit, index] of inputs.entries()) if (deviates[index] !== undefined) mask += 2 ** bit;
      const { inputs: own, weights, deviations, shapes } = regressionOn(mask, deviates);
      return targets.map((target, n) => {
        const of = weights[n];
        let mean = means[target] ?? 0;
        for (const [at, index] of own.entries())
          mean += (of?.[at] ?? 0) * ((deviates[index] ?? 0) - (means[index] ?? 0));
        return {
          target: variables[target] as Variable,
          mean,
          deviation: deviations[n] ?? 1,
          shape: shapes[n],
        };
      });
    },
  };
}

export function knownOf(variables: readonly (Variable | undefined)[]): Known {
  const has = (grade: '4' | '6') => variables.some((variable) => variable?.startsWith(`${grade}/`));
  return has('4') ? (has('6') ? '4+6' : '4') : '6';
}
