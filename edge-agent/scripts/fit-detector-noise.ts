/**
 * Fits the numbers of the simulator's detector to landmark sequences of real films, and prints them:
 * `node edge-agent/scripts/fit-detector-noise.ts --data ../shared/data`, by hand. The data are not ours to ship; the
 * numbers are written into `src/models/pose/eval/detector.ts`, with this script as their source.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readOptions } from '@tizhi/testing';
import { z } from 'zod';
import { fitNoise } from '../src/models/pose/eval/fit-noise.ts';

const FILES = ['kaiakol_squat_mediapipe17.json.gz', 'kaiakol_pushup_mediapipe17.json.gz'];
/** The pictures' width by their height; x is told in widths. */
const ASPECT = 16 / 9;

const { values } = readOptions(
  `node edge-agent/scripts/fit-detector-noise.ts [options]
  --data FOLDER  the shared recordings, ../shared/data`,
  { options: { data: { type: 'string', default: join(import.meta.dirname, '../../../shared/data') } } },
);
const Landmarks = z.object({
  landmark_order: z.array(z.string()),
  sequences: z.array(
    z.object({ landmarks: z.array(z.array(z.tuple([z.number(), z.number(), z.number()]))) }),
  ),
});

for (const name of FILES) {
  const path = join(String(values.data), 'pose', name);
  if (!existsSync(path)) {
    console.log(`${name}: NOT FITTED, it is not there`);
    continue;
  }
  const { landmark_order, sequences } = Landmarks.parse(
    JSON.parse(gunzipSync(readFileSync(path)).toString()),
  );
  const pairs = landmark_order.flatMap((left, n): [number, number][] => {
    const right = landmark_order.indexOf(left.replace('left', 'right'));
    return left.startsWith('left') && right >= 0 ? [[n, right]] : [];
  });
  const fitted = fitNoise(
    sequences.map(({ landmarks }) =>
      landmarks.map((frame) => frame.map(([x, y, score]) => ({ x: x * ASPECT, y, score }))),
    ),
    pairs,
  );
  const rounded = JSON.stringify(fitted, (_, value) =>
    typeof value === 'number' ? Number(value.toPrecision(3)) : value,
  );
  console.log(`${name}: ${sequences.length} sequences, ${rounded}`);
}
