import { FEATURES, type FeatureRows } from './features.ts';
import { RATES } from './rates.ts';

interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  /** Row by input, `inputs x outputs`. */
  readonly weights: Float32Array;
  readonly biases: Float32Array;
}

/** What the network says of one look: shares that sum to 1 with `none`. */
export interface RateShares {
  /** One per rate of `SLOWEST..FASTEST`. */
  readonly shares: Float64Array;
  /** That the look carries no rate. */
  readonly none: number;
}

/**
 * The trained network: the same three small layers look at each rate's features and give it a score; "no rate" has
 * the score 0. Plain loops over the weights that tfjs trained: one look is 185 rows through 1,100 weights, less than
 * the tensors' own overhead (measured in docs/models/ppg-rate.md).
 */
export class RateNetwork {
  readonly #layers: readonly Layer[];
  readonly #work: readonly Float32Array[];

  constructor(layers: readonly Layer[]) {
    this.#layers = layers;
    this.#work = layers.map(({ outputs }) => new Float32Array(outputs));
  }

  score(rows: FeatureRows): RateShares {
    const scores = new Float64Array(RATES);
    let top = 0;
    for (let k = 0; k < RATES; k += 1) {
      const score = this.#one(rows, k * FEATURES.length);
      scores[k] = score;
      if (score > top) top = score;
    }
    const none = Math.exp(-top);
    let sum = none;
    for (let k = 0; k < RATES; k += 1) {
      const share = Math.exp((scores[k] as number) - top);
      scores[k] = share;
      sum += share;
    }
    return { shares: scores.map((share) => share / sum), none: none / sum };
  }

  #one(rows: FeatureRows, from: number): number {
    let input: Float32Array = rows;
    let start = from;
    for (let n = 0; n < this.#layers.length; n += 1) {
      const { inputs, outputs, weights, biases } = this.#layers[n] as Layer;
      const out = this.#work[n] as Float32Array;
      out.set(biases);
      for (let i = 0; i < inputs; i += 1) {
        const v = input[start + i] as number;
        if (v === 0) continue;
        const row = i * outputs;
        for (let j = 0; j < outputs; j += 1) out[j] = (out[j] as number) + v * (weights[row + j] as number);
      }
      if (n < this.#layers.length - 1)
        for (let j = 0; j < outputs; j += 1) if ((out[j] as number) < 0) out[j] = 0;
      input = out;
      start = 0;
    }
    return Math.min(30, Math.max(-30, input[0] as number));
  }
}

/** Weights as the training script writes them. Throws `RangeError` where they are not for these features. */
export function networkOf(json: string): RateNetwork {
  const { features, layers } = JSON.parse(json) as {
    readonly features: readonly string[];
    readonly layers: readonly (Omit<Layer, 'weights' | 'biases'> & {
      readonly weights: number[];
      readonly biases: number[];
    })[];
  };
  if (features.join() !== FEATURES.join()) throw new RangeError('the weights are for other features');
  return new RateNetwork(
    layers.map(({ inputs, outputs, weights, biases }) => ({
      inputs,
      outputs,
      weights: Float32Array.from(weights),
      biases: Float32Array.from(biases),
    })),
  );
}
