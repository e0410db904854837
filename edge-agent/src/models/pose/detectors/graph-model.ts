import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { type GraphModel, loadGraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import { requireCard } from '../../model-card.ts';
import { type Backend, NATIVE_PACKAGE } from './weights.ts';

const require = createRequire(import.meta.url);

/** Why a backend cannot be used here; `null`: it can. */
export async function backendProblem(backend: Backend): Promise<string | null> {
  if (backend === 'wasm') return null;
  // By a name in a variable: the types of a package that may be absent cannot be asked for.
  return import(NATIVE_PACKAGE).then(
    () =>
      tf.findBackend('tensorflow') === null ? `${NATIVE_PACKAGE} brings another version of tfjs-core` : null,
    (error: Error) => error.message.split('\n')[0] ?? 'it does not load',
  );
}

/** Makes a backend the one that computes in this thread. */
export async function useBackend(backend: Backend): Promise<void> {
  if (backend === 'wasm') setWasmPaths(`${dirname(require.resolve('@tensorflow/tfjs-backend-wasm'))}${sep}`);
  await tf.setBackend(backend);
  await tf.ready();
}

/** Throws `TIZHI_MODEL_WITHOUT_CARD` where the files are not those of the card `docs/models/NAME.md`. */
export async function loadModel(name: string, path: string): Promise<GraphModel> {
  const [json, weights] = await Promise.all([readFile(`${path}.json`), readFile(`${path}.bin`)]);
  await requireCard(name, [json, weights]);
  const { modelTopology, weightsManifest, signature } = JSON.parse(json.toString('utf8')) as {
    modelTopology: object;
    weightsManifest: { weights: tf.io.WeightsManifestEntry[] }[];
    /** The names by which the model's makers call what goes in and comes out. */
    signature?: object;
  };
  const weightData = new Uint8Array(weights).buffer;
  return loadGraphModel({
    load: async () => ({
      modelTopology,
      weightSpecs: weightsManifest.flatMap((group) => group.weights),
      weightData,
      ...(signature === undefined ? {} : { signature }),
    }),
  });
}
