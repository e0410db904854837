import type { GraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import { cropInto } from '../crop.ts';
import { KEYPOINTS, type Pose, type PoseDetector, type Region } from '../pose.ts';

/**
 * MoveNet SinglePose. `side`: its published input size, 192 for Lightning and 256 for Thunder, whole numbers 0-255.
 * Out come 17 rows of (y, x, score), y and x as shares of the square.
 */
export function moveNet(options: {
  readonly name: string;
  readonly model: GraphModel;
  readonly side: number;
}): PoseDetector {
  const { name, model, side } = options;
  const pixels = new Int32Array(side * side * 3);
  return {
    name,
    async detect(image, region) {
      cropInto(pixels, { image, region, side });
      const input = tf.tensor(pixels, [1, side, side, 3], 'int32');
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
