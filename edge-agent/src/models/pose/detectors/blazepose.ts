import type { GraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import { cropInto } from '../crop.ts';
import { KEYPOINTS, type KeypointName, type Pose, type PoseDetector, type Region } from '../pose.ts';

/** The published input size; shares 0-1 of white. */
const SIDE = 256;
/** Numbers for each of its points: x, y, z, visibility, presence (the last two before a sigmoid). */
const STRIDE = 5;

/** Which of BlazePose's 33 points is which of ours (its published topology). */
const PLACES: Readonly<Record<KeypointName, number>> = {
  nose: 0,
  leftEye: 2,
  rightEye: 5,
  leftEar: 7,
  rightEar: 8,
  leftShoulder: 11,
  rightShoulder: 12,
  leftElbow: 13,
  rightElbow: 14,
  leftWrist: 15,
  rightWrist: 16,
  leftHip: 23,
  rightHip: 24,
  leftKnee: 25,
  rightKnee: 26,
  leftAnkle: 27,
  rightAnkle: 28,
};

const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value));

/**
 * The landmark half of BlazePose (Bazarevsky et al., 2020): our tracker does the work of its detector half, and does
 * not turn the square with the body. A point's score is its visibility times the sureness that a body is there.
 */
export function blazePose({
  name,
  model,
}: {
  readonly name: string;
  readonly model: GraphModel;
}): PoseDetector {
  const pixels = new Float32Array(SIDE * SIDE * 3);
  return {
    name,
    async detect(image, region) {
      cropInto(pixels, { image, region, side: SIDE });
      for (let n = 0; n < pixels.length; n++) pixels[n] = (pixels[n] as number) / 255;
      const input = tf.tensor(pixels, [1, SIDE, SIDE, 3], 'float32');
      const output = model.execute(input, ['ld_3d', 'output_poseflag']) as tf.Tensor[];
      try {
        const [points, flag] = await Promise.all(output.map((tensor) => tensor.data()));
        return poseOf({ points: points ?? [], sure: flag?.[0] ?? 0, region });
      } finally {
        tf.dispose([input, ...output]);
      }
    },
    dispose: () => model.dispose(),
  };
}

function poseOf(found: {
  readonly points: ArrayLike<number>;
  readonly sure: number;
  readonly region: Region;
}): Pose {
  const { points, sure, region } = found;
  const entries = KEYPOINTS.map((name) => {
    const at = PLACES[name] * STRIDE;
    return [
      name,
      {
        x: region.x + ((points[at] ?? 0) / SIDE) * region.side,
        y: region.y + ((points[at + 1] ?? 0) / SIDE) * region.side,
        score: Math.max(0, Math.min(1, sure)) * sigmoid(points[at + 3] ?? -9),
      },
    ];
  });
  return Object.fromEntries(entries) as Pose;
}
