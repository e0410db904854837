import { type Adapter, createAdapter } from './adapter.ts';
import type { DeviceDefinition, SimulatedValues } from './device.ts';

/** How a device on a line bore noise. */
export interface NoiseBorne {
  readonly id: string;
  readonly bytes: number;
  /** Most bytes that the adapter held back at any time. */
  readonly mostPending: number;
  /** Frames that were read out of pure noise, by chance. */
  readonly framesInNoise: number;
  /** Good frames behind the noise that were read, and how many were sent. */
  readonly goodRead: number;
  readonly goodSent: number;
}

export interface NoiseOptions {
  readonly bytes: number;
  /** In [0, 1); the same generator makes the same noise. */
  readonly random: () => number;
  /** Called after every chunk with the bytes so far; for a clock, a memory gauge. */
  readonly pushed?: (bytes: number) => void;
}

const CHUNK = 65_536;
/** Bytes that begin, end or fill frames: noise made of them is the nastiest. */
const NASTY = [0x02, 0x03, 0x0a, 0x0d, 0x2b, 0x2c, 0x30, 0x39, 0x3d, 0x53, 0xaa, 0xff] as const;
const GOOD_FRAMES = 2;

/** A chunk of noise: half of the time any bytes, a quarter nasty ones, a quarter pieces of the device's own frames. */
function noiseChunk(chunk: Uint8Array, good: Uint8Array, random: () => number): void {
  const kind = random();
  let state = 1 + Math.floor(random() * 0x7fff_fffe);
  for (let at = 0; at < chunk.length; ) {
    if (kind < 0.75) {
      // One draw a chunk, then xorshift: a gigabyte of draws would be most of the time that is measured.
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      chunk[at++] = kind < 0.5 ? state & 0xff : (NASTY[(state & 0xffff) % NASTY.length] ?? 0);
    } else {
      const length = Math.floor(random() * good.length);
      chunk.set(good.subarray(0, Math.min(length, chunk.length - at)), at);
      at += length + 1;
    }
  }
}

/**
 * Pours noise on a definition's line, then sends good frames. The first good one may be swallowed by what the noise began
 * (half a line, a false start that announces a length); the last is always read.
 */
export function pourNoise(definition: DeviceDefinition, options: NoiseOptions): NoiseBorne {
  const { bytes, random, pushed } = options;
  const { sample, simulate } = definition;
  if (sample === undefined || simulate === undefined)
    throw new RangeError(`${definition.id} draws no samples`);
  const adapter = createAdapter(definition);
  const draw = (): SimulatedValues => sample(random);
  const chunk = new Uint8Array(Math.min(CHUNK, bytes));
  let mostPending = 0;
  for (let poured = 0; poured < bytes; poured += chunk.length) {
    const piece = chunk.subarray(0, Math.min(chunk.length, bytes - poured));
    noiseChunk(piece, simulate(draw()), random);
    adapter.push(piece);
    mostPending = Math.max(mostPending, adapter.pendingBytes);
    pushed?.(Math.min(bytes, poured + piece.length));
  }
  const framesInNoise = adapter.counters.frames;
  const goodRead = sendGood({ adapter, simulate, draw });
  return { id: definition.id, bytes, mostPending, framesInNoise, goodRead, goodSent: GOOD_FRAMES };
}

function sendGood(line: {
  readonly adapter: Adapter;
  readonly simulate: (values: SimulatedValues) => Uint8Array;
  readonly draw: () => SimulatedValues;
}): number {
  let read = 0;
  for (let i = 0; i < GOOD_FRAMES; i++) {
    const found = line.adapter.push(line.simulate(line.draw()));
    if (found.at(-1)?.kind === 'frame') read += 1;
  }
  return read;
}
