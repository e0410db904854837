import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { type GraphModel, loadGraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import { requireCard } from '../model-card.ts';
import { cropInto } from './crop.ts';
import { KEYPOINTS, type Pose, type PoseDetector, type Region } from './pose.ts';

/** MoveNet Lightning looks at squares of this many pixels (its published input size). */
export const MOVENET_SIDE = 192;

const NAME = 'movenet-lightning';

const require = createRequire(import.meta.url);

/**
 * MoveNet Lightning on the WASM backend: about 25 ms a frame on one core. Weights: `@vladmandic/human`.
 * Throws `TIZHI_MODEL_WITHOUT_CARD` where the weights are not those of its model card.
 */
export async function openMoveNet(): Promise<PoseDetector> {
  setWasmPaths(`${dirname(require.resolve('@tensorflow/tfjs-backend-wasm'))}${sep}`);
  await tf.setBackend('wasm');
  await tf.ready();
  const folder = join(dirname(require.resolve('@vladmandic/human')), '..', 'models');
  const model = await loadModel(join(folder, NAME));
  const pixels = new Int32Array(MOVENET_SIDE * MOVENET_SIDE * 3);
  return {
    name: NAME,
    async detect(image, region) {
      cropInto(pixels, { image, region, side: MOVENET_SIDE });
      const input = tf.tensor(pixels, [1, MOVENET_SIDE, MOVENET_SIDE, 3], 'int32');
      const output = model.execute(input) as tf.Tensor;
      try {
        return poseOf(await output.data(), region);
      } finally {
        tf.dispose([input, output]);
      }
    },
    dispose: () => model.dispose(),
  };
}

async function loadModel(path: string): Promise<GraphModel> {
  const [json, weights] = await Promise.all([readFile(`${path}.json`), readFile(`${path}.bin`)]);
  await requireCard(NAME, [json, weights]);
  const { modelTopology, weightsManifest } = JSON.parse(json.toString('utf8')) as {
    modelTopology: object;
    weightsManifest: { weights: tf.io.WeightsManifestEntry[] }[];
  };
  const weightData = new Uint8Array(weights).buffer;
  return loadGraphModel({
    load: async () => ({
      modelTopology,
      weightSpecs: weightsManifest.flatMap((group) => group.weights),
      weightData,
    }),
  });
}

/** The output is 17 rows of (y, x, score), y and x as shares of the square. */
function poseOf(output: ArrayLike<number>, { x, y, side }: Region): Pose {
  const points = KEYPOINTS.map((name, n) => [
    name,
    {
      x: x + (output[n * 3 + 1] ?? 0) * side,
      y: y + (output[n * 3] ?? 0) * side,
      score: output[n * 3 + 2] ?? 0,
    },
  ]);
  return Object.fromEntries(points) as Pose;
}
