/**
 * Trains the network that scores heart rates at a wrist, on simulated wrists only, with tfjs:
 * `npx node edge-agent/scripts/train-ppg/train.ts [--scenes 2000] [--epochs 12] [--data ../shared/data]`.
 * The weights go to edge-agent/src/models/heart/ppg/network.model; their hash belongs into docs/models/ppg-rate.md.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { FEATURES, FeatureReader } from '../../src/models/heart/ppg/features.ts';
import { RATES } from '../../src/models/heart/ppg/rates.ts';
import { drawExamples, type Examples } from './examples.ts';
import { readLibrary } from './library.ts';

const ROOT = join(import.meta.dirname, '../../..');
const { values } = parseArgs({
  options: {
    scenes: { type: 'string', default: '2000' },
    /** Weights to go on from; without it training starts anew. */
    from: { type: 'string' },
    rate: { type: 'string', default: '3e-3' },
    epochs: { type: 'string', default: '12' },
    data: { type: 'string', default: join(ROOT, '../shared/data') },
    out: { type: 'string', default: join(ROOT, 'edge-agent/src/models/heart/ppg/network.model') },
  },
});
const HIDDEN = [32, 16] as const;
const BATCH = 64;
const RATE = Number(values.rate);

const require = createRequire(import.meta.url);
setWasmPaths(`${dirname(require.resolve('@tensorflow/tfjs-backend-wasm'))}${sep}`);
await tf.setBackend('wasm');
await tf.ready();

const library = readLibrary(values.data);
console.log(`${library.rates.length} real rate curves, ${library.motions.length} real motions`);
const reader = new FeatureReader();
const scenes = Number(values.scenes);
const training = drawExamples({ scenes, firstSeed: 1, library, reader });
const held = drawExamples({ scenes: Math.ceil(scenes / 10), firstSeed: 1e6, library, reader });
console.log(`${training.count} looks to learn from, ${held.count} held out`);

const sizes = [FEATURES.length, ...HIDDEN, 1];
const weights = sizes.slice(1).map((out, n) => {
  const from = sizes[n] as number;
  return {
    w: tf.variable(tf.randomNormal([from, out], 0, Math.sqrt(2 / from), 'float32', n + 1)),
    b: tf.variable(tf.zeros([out])),
  };
});
if (values.from !== undefined) {
  const { layers } = JSON.parse(readFileSync(values.from, 'utf8')) as {
    layers: { inputs: number; outputs: number; weights: number[]; biases: number[] }[];
  };
  layers.forEach((layer, n) => {
    weights[n]?.w.assign(tf.tensor2d(layer.weights, [layer.inputs, layer.outputs]));
    weights[n]?.b.assign(tf.tensor1d(layer.biases));
  });
}
const optimizer = tf.train.adam(RATE);

/** Mean cross entropy (nats) of some examples, and what the scores should change by (one row per rate). */
function lossOf(
  activations: readonly tf.Tensor2D[],
  wanted: tf.Tensor2D,
): { loss: tf.Tensor; slope: tf.Tensor2D } {
  const scores = tf.reshape(activations.at(-1) as tf.Tensor2D, [-1, RATES]);
  const looks = scores.shape[0] as number;
  const all = tf.clipByValue(tf.concat([scores, tf.zeros([looks, 1])], 1), -30, 30);
  const exp = tf.exp(all);
  const sums = tf.sum(exp, 1, true);
  const loss = tf.mean(tf.sum(tf.mul(wanted, tf.sub(tf.log(sums), all)), 1));
  const off = tf.slice2d(tf.sub(tf.div(exp, sums), wanted), [0, 0], [looks, RATES]);
  return { loss, slope: tf.reshape(tf.div(off, looks), [-1, 1]) };
}

/** What each layer says; the first entry is the input. */
function forward(rows: tf.Tensor2D): tf.Tensor2D[] {
  const out = [rows];
  weights.forEach(({ w, b }, n) => {
    const sum: tf.Tensor2D = tf.add(tf.matMul(out[n] as tf.Tensor2D, w as tf.Tensor2D), b);
    out.push(n < weights.length - 1 ? tf.relu(sum) : sum);
  });
  return out;
}

/** One step of Adam; the chain rule is written out, because tfjs-core alone registers no gradients. */
function learn(rows: tf.Tensor2D, wanted: tf.Tensor2D): void {
  const activations = forward(rows);
  let { slope } = lossOf(activations, wanted);
  const slopes: Record<string, tf.Tensor> = {};
  for (let n = weights.length - 1; n >= 0; n -= 1) {
    const { w, b } = weights[n] as (typeof weights)[number];
    const input = activations[n] as tf.Tensor2D;
    slopes[w.name] = tf.matMul(input, slope, true, false);
    slopes[b.name] = tf.sum(slope, 0);
    if (n > 0) slope = tf.mul(tf.matMul(slope, w as tf.Tensor2D, false, true), tf.step(input));
  }
  optimizer.applyGradients(slopes as Record<string, tf.Variable>);
}

function batchOf({ rows, wanted }: Examples, picked: readonly number[]): [tf.Tensor2D, tf.Tensor2D] {
  const width = RATES * FEATURES.length;
  const x = new Float32Array(picked.length * width);
  const y = new Float32Array(picked.length * (RATES + 1));
  picked.forEach((n, i) => {
    x.set(rows.subarray(n * width, (n + 1) * width), i * width);
    y.set(wanted.subarray(n * (RATES + 1), (n + 1) * (RATES + 1)), i * (RATES + 1));
  });
  return [
    tf.tensor2d(x, [picked.length * RATES, FEATURES.length]),
    tf.tensor2d(y, [picked.length, RATES + 1]),
  ];
}

function meanLoss(examples: Examples): number {
  let sum = 0;
  for (let from = 0; from < examples.count; from += BATCH) {
    const picked = Array.from({ length: Math.min(BATCH, examples.count - from) }, (_, i) => from + i);
    sum += tf.tidy(() => {
      const [x, y] = batchOf(examples, picked);
      return (lossOf(forward(x), y).loss.dataSync()[0] as number) * picked.length;
    });
  }
  return sum / examples.count;
}

let shuffle = 1;
const chance = (): number => {
  shuffle = (Math.imul(shuffle, 1103515245) + 12345) >>> 0;
  return shuffle / 2 ** 32;
};
const order = Array.from({ length: training.count }, (_, n) => n);
const epochs = Number(values.epochs);
for (let epoch = 0; epoch < epochs; epoch += 1) {
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = Math.floor(chance() * (i + 1));
    [order[i], order[j]] = [order[j] as number, order[i] as number];
  }
  (optimizer as unknown as { learningRate: number }).learningRate =
    RATE * 0.5 * (1 + Math.cos((Math.PI * epoch) / epochs));
  for (let from = 0; from + BATCH <= order.length; from += BATCH)
    tf.tidy(() => {
      const [x, y] = batchOf(training, order.slice(from, from + BATCH));
      learn(x, y);
    });
  console.log(`epoch ${epoch + 1}: held out ${meanLoss(held).toFixed(4)}`);
  save();
}

function save(): void {
  const layers = weights.map(({ w, b }) => ({
    inputs: w.shape[0],
    outputs: w.shape[1],
    weights: Array.from(w.dataSync(), (v) => Number(v.toPrecision(6))),
    biases: Array.from(b.dataSync(), (v) => Number(v.toPrecision(6))),
  }));
  writeFileSync(values.out, `${JSON.stringify({ features: FEATURES, layers })}\n`);
}
