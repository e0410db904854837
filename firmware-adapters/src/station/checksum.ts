import type { Checksum } from './station-shape.ts';

/** Bytes the printed checksum takes. */
export const checksumWidth = ({ as }: Checksum): number => (as === 'hex' ? 2 : 1);

interface Positions {
  readonly from: number;
  readonly to: number;
  readonly at: number;
}

/** Places in a frame of this length, or `undefined` where the frame is too short to have them. */
function positions(checksum: Checksum, length: number): Positions | undefined {
  const place = (position: number): number => (position < 0 ? length + position : position);
  const [from, to, at] = [place(checksum.from), place(checksum.to), place(checksum.at)];
  const fits = from >= 0 && from <= to && to < length && at >= 0 && at + checksumWidth(checksum) <= length;
  return fits ? { from, to, at } : undefined;
}

/** `sum8`: the sum modulo 256; `xor8`: exclusive or of all bytes. */
function compute(kind: Checksum['kind'], bytes: Uint8Array): number {
  return kind === 'sum8'
    ? bytes.reduce((sum, byte) => (sum + byte) & 0xff, 0)
    : bytes.reduce((sum, byte) => sum ^ byte, 0);
}

/** Whether the frame carries the checksum of its own bytes. */
export function checksumHolds(checksum: Checksum, frame: Uint8Array): boolean {
  const found = positions(checksum, frame.length);
  if (found === undefined) return false;
  const { from, to, at } = found;
  const computed = compute(checksum.kind, frame.subarray(from, to + 1));
  if (checksum.as === 'binary') return frame[at] === computed;
  const text = String.fromCharCode(...frame.subarray(at, at + 2));
  return /^[0-9a-fA-F]{2}$/.test(text) && Number.parseInt(text, 16) === computed;
}

/** Writes the checksum into its place. Throws `RangeError` where the frame is too short. */
export function writeChecksum(checksum: Checksum, frame: Uint8Array): void {
  const found = positions(checksum, frame.length);
  if (found === undefined)
    throw new RangeError(`a frame of ${frame.length} bytes has no place for its checksum`);
  const { from, to, at } = found;
  const computed = compute(checksum.kind, frame.subarray(from, to + 1));
  const hex = computed.toString(16).toUpperCase().padStart(2, '0');
  frame.set(checksum.as === 'binary' ? [computed] : [hex.charCodeAt(0), hex.charCodeAt(1)], at);
}
