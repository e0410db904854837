/**
 * Delta-compressed samples of the Polar Measurement Data service, as its maker's library reads them
 * (polarofficial/polar-ble-sdk, BlePmdClient.parseDeltaFramesToSamples; facts only): a reference sample of whole
 * numbers, then blocks, each with the bits of a difference, how many samples follow, and their differences to the one
 * before, channel by channel, lowest bit first, filled up to whole octets.
 */
export interface DeltaLayout {
  readonly channels: number;
  /** Octets of a number in the reference sample. */
  readonly size: 2 | 3;
}

/** One array for each channel, or why the bytes hold none. `limit`: samples a channel may have. */
export function readDeltas(
  bytes: Uint8Array,
  { channels, size, limit }: DeltaLayout & { readonly limit: number },
): number[][] | 'truncated' | 'out_of_range' | 'too_long' {
  const reference = channels * size;
  if (bytes.length < reference) return 'truncated';
  const highest = 2 ** (8 * size - 1) - 1;
  const last = Array.from({ length: channels }, (_, i) => littleEndian(bytes, i * size, size));
  const samples = last.map((value) => [value]);
  let at = reference;
  while (at < bytes.length) {
    const bits = bytes[at] ?? 0;
    const count = bytes[at + 1];
    const length = Math.ceil((bits * (count ?? 0) * channels) / 8);
    if (count === undefined || at + 2 + length > bytes.length) return 'truncated';
    if (bits > 32) return 'out_of_range';
    if ((samples[0]?.length ?? 0) + count > limit) return 'too_long';
    let bit = 8 * (at + 2);
    for (let n = 0; n < count; n++) {
      for (let channel = 0; channel < channels; channel++) {
        const value = (last[channel] ?? 0) + signedBits(bytes, bit, bits);
        // What the sensor's own number cannot hold was not measured.
        if (value > highest || value < -highest - 1) return 'out_of_range';
        last[channel] = value;
        samples[channel]?.push(value);
        bit += bits;
      }
    }
    at += 2 + length;
  }
  return samples;
}

export function littleEndian(bytes: Uint8Array, at: number, size: number): number {
  let value = 0;
  for (let i = size - 1; i >= 0; i--) value = value * 256 + (bytes[at + i] ?? 0);
  const span = 256 ** size;
  return value >= span / 2 ? value - span : value;
}

function signedBits(bytes: Uint8Array, from: number, count: number): number {
  let value = 0;
  for (let i = 0; i < count; i++) {
    const bit = from + i;
    if (((bytes[bit >>> 3] ?? 0) >>> (bit & 7)) & 1) value += 2 ** i;
  }
  return count > 0 && value >= 2 ** (count - 1) ? value - 2 ** count : value;
}

/** The bytes that say these samples (one array a channel), in blocks of one width. */
export function writeDeltas(samples: readonly (readonly number[])[], { size }: DeltaLayout): Uint8Array {
  const length = samples[0]?.length ?? 0;
  const out: number[] = samples.flatMap((channel) => octets(channel[0] ?? 0, size));
  for (let start = 1; start < length; start += 255) {
    const count = Math.min(255, length - start);
    const deltas = Array.from({ length: count }, (_, n) =>
      samples.map((channel) => (channel[start + n] ?? 0) - (channel[start + n - 1] ?? 0)),
    ).flat();
    const bits = Math.max(1, ...deltas.map(bitsOf));
    const packed = new Array<number>(Math.ceil((bits * deltas.length) / 8)).fill(0);
    deltas.forEach((delta, n) => {
      const wrapped = delta < 0 ? delta + 2 ** bits : delta;
      for (let i = 0; i < bits; i++) {
        const bit = n * bits + i;
        if (Math.floor(wrapped / 2 ** i) % 2 === 1)
          packed[bit >>> 3] = (packed[bit >>> 3] ?? 0) | (1 << (bit & 7));
      }
    });
    out.push(bits, count, ...packed);
  }
  return Uint8Array.from(out);
}

const bitsOf = (delta: number): number => {
  let bits = 1;
  while (delta >= 2 ** (bits - 1) || delta < -(2 ** (bits - 1))) bits += 1;
  return bits;
};

export function octets(value: number, size: number): number[] {
  const span = 256 ** size;
  if (!Number.isInteger(value) || value >= span / 2 || value < -span / 2) {
    throw new RangeError(`${value} does not fit into ${size} octets`);
  }
  const bits = value < 0 ? value + span : value;
  return Array.from({ length: size }, (_, i) => Math.floor(bits / 256 ** i) % 256);
}
