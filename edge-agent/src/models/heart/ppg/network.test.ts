import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { drawScene } from '../simulate/draw.ts';
import { simulateWrist } from '../simulate/wrist.ts';
import { FEATURES, FeatureReader } from './features.ts';
import { networkOf } from './network.ts';
import { RATES } from './rates.ts';
import { lookAt } from './window.ts';

const weights = readFileSync(new URL('./network.model', import.meta.url), 'utf8');

describe('the network that scores rates', () => {
  it('says what tfjs says of the same weights', async () => {
    const require = createRequire(import.meta.url);
    setWasmPaths(`${dirname(require.resolve('@tensorflow/tfjs-backend-wasm'))}${sep}`);
    await tf.setBackend('wasm');
    await tf.ready();
    const wrist = simulateWrist(
      drawScene(7, { library: { rates: [], motions: [] }, seconds: 30, kind: 'pulse' }),
    );
    const rows = new FeatureReader().read(lookAt(20, wrist));
    const { layers } = JSON.parse(weights) as {
      layers: { inputs: number; outputs: number; weights: number[]; biases: number[] }[];
    };
    let x: tf.Tensor = tf.tensor2d(rows, [RATES, FEATURES.length]);
    layers.forEach(({ inputs, outputs, weights: w, biases }, n) => {
      const sum = tf.add(tf.matMul(x as tf.Tensor2D, tf.tensor2d(w, [inputs, outputs])), tf.tensor1d(biases));
      x = n < layers.length - 1 ? tf.relu(sum) : sum;
    });
    const scores = await x.data();
    const { shares, none } = networkOf(weights).score(rows);
    // Shares are to "none" as the exponential of the score is to one.
    for (let k = 0; k < RATES; k += 7)
      expect(Math.log((shares[k] as number) / none)).toBeCloseTo(
        Math.min(30, Math.max(-30, scores[k] as number)),
        2,
      );
    expect(shares.reduce((sum, share) => sum + share, none)).toBeCloseTo(1, 6);
  });

  it('is not read with the weights of other features', () => {
    expect(() => networkOf(JSON.stringify({ features: ['line'], layers: [] }))).toThrow(RangeError);
  });
});
