import { fromText, matchesAt, toHex, toText } from '../bytes.ts';
import { checksumBytes, checksumOf } from '../checksums.ts';
import type { Checksum } from './station-shape.ts';

/** Bytes it takes in the frame. */
export const checksumWidth = ({ kind, as }: Checksum): number => checksumBytes(kind) * (as === 'hex' ? 2 : 1);

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

/** The checksum as it stands in the frame; hexadecimal digits in capitals. */
function written({ kind, as, endian }: Checksum, bytes: Uint8Array): Uint8Array {
  const sum = checksumOf(kind, bytes);
  const parts = checksumBytes(kind) === 1 ? [sum] : [sum >> 8, sum & 0xff];
  const inOrder = Uint8Array.from(endian === 'little' ? parts.reverse() : parts);
  return as === 'binary' ? inOrder : fromText(toHex(inOrder).toUpperCase());
}

/** What should stand there and what does, as hexadecimal or as printed; `undefined` for a frame without its place. */
export function checksumSeen(
  checksum: Checksum,
  frame: Uint8Array,
): { readonly computed: string; readonly found: string; readonly at: number } | undefined {
  const found = positions(checksum, frame.length);
  if (found === undefined) return undefined;
  const { from, to, at } = found;
  const shown = checksum.as === 'binary' ? toHex : toText;
  return {
    computed: shown(written(checksum, frame.subarray(from, to + 1))),
    found: shown(frame.subarray(at, at + checksumWidth(checksum))),
    at,
  };
}

/** Whether the frame carries the checksum of its own bytes. */
export function checksumHolds(checksum: Checksum, frame: Uint8Array): boolean {
  const found = positions(checksum, frame.length);
  if (found === undefined) return false;
  const { from, to, at } = found;
  const stands = frame.subarray(at, at + checksumWidth(checksum));
  const computed = written(checksum, frame.subarray(from, to + 1));
  if (checksum.as === 'binary') return matchesAt(stands, computed, 0);
  return toText(stands).toUpperCase() === toText(computed);
}

/** Writes the checksum into its place. Throws `RangeError` where the frame is too short. */
export function writeChecksum(checksum: Checksum, frame: Uint8Array): void {
  const found = positions(checksum, frame.length);
  if (found === undefined)
    throw new RangeError(`a frame of ${frame.length} bytes has no place for its checksum`);
  const { from, to, at } = found;
  frame.set(written(checksum, frame.subarray(from, to + 1)), at);
}
