/** One example: how much of each fault (0-1.5), whether it is correct (1) or not (0), and how much it counts. */
export interface Example {
  readonly degrees: readonly number[];
  readonly correct: 0 | 1;
  readonly weight: number;
}

/** log-odds of "correct" = bias - sum(weight x degree). No weight is negative: more of a fault is never better. */
export interface Weights {
  readonly bias: number;
  readonly weights: readonly number[];
}

export const logOdds = ({ bias, weights }: Weights, degrees: readonly number[]): number =>
  weights.reduce((sum, weight, k) => sum - weight * (degrees[k] ?? 0), bias);

export const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

const SWEEPS = 200;
const CLOSE = 1e-7;

/**
 * Logistic regression that is drawn towards a prior (a penalty of `strength / 2` times the squared distance, the same
 * as a Gaussian prior) and keeps every weight at 0 or above. Newton steps along one coordinate after the other; the
 * loss is convex and the steps are kept short, so it ends at its one minimum whatever the order. Weights of examples
 * are taken as they are: the more they sum to, the less the prior says.
 */
export function fitWeights(
  examples: readonly Example[],
  { prior, strength }: { readonly prior: Weights; readonly strength: number },
): Weights {
  const target = [prior.bias, ...prior.weights];
  const now = [...target];
  const inputs = examples.map(({ degrees }) => [1, ...degrees.map((degree) => -degree)]);
  const odds = inputs.map((input) => dot(input, now));
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    let moved = 0;
    for (let k = 0; k < now.length; k += 1) {
      const at = now[k] as number;
      let slope = strength * (at - (target[k] as number));
      let bend = strength;
      for (const [n, { correct, weight }] of examples.entries()) {
        const x = inputs[n]?.[k] as number;
        const p = sigmoid(odds[n] as number);
        slope += weight * (p - correct) * x;
        // At least a twentieth: where all is sure already, a full Newton step would leap.
        bend += weight * Math.max(p * (1 - p), 0.05) * x * x;
      }
      const next = k === 0 ? at - slope / bend : Math.max(0, at - slope / bend);
      if (next === at) continue;
      now[k] = next;
      for (const [n, input] of inputs.entries())
        odds[n] = (odds[n] as number) + (next - at) * (input[k] as number);
      moved = Math.max(moved, Math.abs(next - at));
    }
    if (moved < CLOSE) break;
  }
  const [bias, ...weights] = now;
  return { bias: bias as number, weights };
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, k) => sum + value * (b[k] as number), 0);
