import { isBelievable } from './believable.ts';
import { fromHex } from './bytes.ts';
import type { DeviceDefinition } from './device.ts';

/** What wrong frames did to a device's decoders. */
export interface FramesBorne {
  readonly frames: number;
  readonly rejected: number;
  readonly readings: number;
  /** Frames at which a decoder threw. */
  readonly threw: number;
  /** Frames that gave a value as good which it cannot have. */
  readonly unbelievable: number;
}

/**
 * Gives wrong frames to a definition's decoders, its stream's too: half random, half golden ones with bytes changed,
 * cut off or added. `random` gives numbers in [0, 1): the same generator makes the same frames.
 */
export function throwFrames(
  definition: DeviceDefinition,
  { frames, random }: { readonly frames: number; readonly random: () => number },
): FramesBorne {
  // A stream's decoder holds state: wrong frames must not wear it out.
  const decoders = [definition.decode, definition.streamDecoder?.() ?? definition.decode];
  const samples = goldenFrames(definition);
  const borne = { frames, rejected: 0, readings: 0, threw: 0, unbelievable: 0 };
  for (let n = 0; n < frames; n++) {
    const frame = n % 2 === 0 ? randomFrame(random) : damaged(samples[(n >> 1) % samples.length], random);
    try {
      const decoding = decoders[(n >> 1) % 2]?.(frame) ?? [];
      if ('kind' in decoding) borne.rejected += 1;
      else {
        borne.readings += decoding.length;
        if (!decoding.every(isBelievable)) borne.unbelievable += 1;
      }
    } catch {
      borne.threw += 1;
    }
  }
  return borne;
}

/** The good golden frames as the framing cuts them. */
export function goldenFrames({ golden, framing }: DeviceDefinition): Uint8Array[] {
  return golden.flatMap((each) => {
    const bytes = fromHex(each.hex);
    if (!('readings' in each) || !bytes.ok || bytes.value.length === 0) return [];
    return [framing.kind === 'delimiter' ? bytes.value.subarray(0, -framing.delimiter.length) : bytes.value];
  });
}

function randomFrame(random: () => number): Uint8Array {
  return Uint8Array.from({ length: Math.floor(random() * 40) }, () => Math.floor(random() * 256));
}

function damaged(sample: Uint8Array = new Uint8Array(), random: () => number): Uint8Array {
  const length = random() < 0.25 ? Math.floor(random() * (sample.length + 4)) : sample.length;
  const frame = Uint8Array.from({ length }, (_, i) => sample[i] ?? Math.floor(random() * 256));
  const changes = 1 + Math.floor(random() * 3);
  for (let i = 0; i < changes && length > 0; i++) {
    frame[Math.floor(random() * length)] = Math.floor(random() * 256);
  }
  return frame;
}

/** Numbers in [0, 1) from a seed (Numerical Recipes' generator): the same wrong frames in every run. */
export function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
