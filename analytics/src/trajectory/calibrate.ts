import type { DeviateScale } from './deviate.ts';
import { estimateOf } from './forecast.ts';
import { forecaster, isTarget } from './forecaster.ts';
import type { ForecastModel, Known, Measure, ResidualShape, Variable } from './reference.ts';
import type { Values } from './training.ts';

/**
 * What is promised is 90 %. Half a point more is asked of the pupils at hand, because those to come belong to other
 * years and schools: without it synthetic cohorts of five years later were held in 88-90 % (docs/warnings.md).
 */
const LEVEL = 0.905;
/** Shares at which the residuals are kept. */
const SHARES = Array.from({ length: 21 }, (_, n) => n / 20);
/** The cases that a pupil with both earlier tests can stand for. */
const KNOWN: readonly Known[] = ['4', '6', '4+6'];
const LEAST_RESIDUALS = 100;

interface Missed {
  readonly mean: number;
  readonly deviation: number;
  readonly value: number;
}

/**
 * Split conformal calibration: for every target and every set of known grades the residuals of held-out pupils, in
 * units of the model's own deviation, and widened or narrowed by one factor until the shown interval (rounded, cut
 * at a floor) holds the level of their truths. So floors such as 0 pull-ups and whole counts are paid for.
 */
export function calibratedResiduals(training: {
  readonly model: ForecastModel;
  readonly heldOut: readonly Values[];
  readonly scales: ReadonlyMap<Variable, DeviateScale>;
}): ResidualShape[] {
  const { model, heldOut, scales } = training;
  const machine = forecaster(model);
  return KNOWN.flatMap((known) => {
    const missed = new Map<Variable, Missed[]>();
    for (const values of heldOut) {
      const deviates = model.variables.map((variable) => {
        const value = values.get(variable);
        return value === undefined || !isKnown(variable, known)
          ? undefined
          : scales.get(variable)?.deviateOf(value);
      });
      if (!covers(deviates, model.variables, known)) continue;
      for (const { target, mean, deviation } of machine.forecast(deviates)) {
        const value = values.get(target);
        if (value === undefined) continue;
        const list = missed.get(target);
        if (list === undefined) missed.set(target, [{ mean, deviation, value }]);
        else list.push({ mean, deviation, value });
      }
    }
    return [...missed].flatMap(([target, cases]) => {
      const scale = scales.get(target);
      if (scale === undefined || cases.length < LEAST_RESIDUALS) return [];
      return { target, known, n: cases.length, quantiles: calibrated(cases, { target, known, scale }) };
    });
  });
}

const isKnown = (variable: Variable, known: Known): boolean =>
  !isTarget(variable) && known.split('+').includes(variable.slice(0, 1));

/** Every grade of the set has something. */
const covers = (
  deviates: readonly (number | undefined)[],
  variables: readonly Variable[],
  known: Known,
): boolean =>
  known
    .split('+')
    .every((grade) =>
      variables.some((variable, n) => variable.startsWith(`${grade}/`) && deviates[n] !== undefined),
    );

function calibrated(
  cases: readonly Missed[],
  { target, known, scale }: { target: Variable; known: Known; scale: DeviateScale },
): number[] {
  const residuals = Float64Array.from(
    cases,
    ({ mean, deviation, value }) => (scale.deviateOf(value) - mean) / deviation,
  ).sort();
  const plain = SHARES.map((share) => {
    const position = share * (residuals.length - 1);
    const low = residuals[Math.floor(position)] ?? 0;
    return low + ((residuals[Math.ceil(position)] ?? low) - low) * (position - Math.floor(position));
  });
  const middle = plain[10] ?? 0;
  const widened = (factor: number): number[] =>
    plain.map((quantile) => Math.round((middle + (quantile - middle) * factor) * 1000) / 1000 + 0);
  const measure = target.slice(2) as Measure;
  const coverage = (factor: number): number => {
    const shape = { target, known, n: cases.length, quantiles: widened(factor) };
    let held = 0;
    for (const { mean, deviation, value } of cases) {
      const { low, high } = estimateOf({ target, mean, deviation, shape }, scale, measure);
      if (value >= low && value <= high) held += 1;
    }
    return held / cases.length;
  };
  let low = 0.5;
  let high = 1.6;
  for (let step = 0; step < 14; step += 1) {
    const factor = (low + high) / 2;
    if (coverage(factor) < LEVEL) low = factor;
    else high = factor;
  }
  return widened(high);
}
