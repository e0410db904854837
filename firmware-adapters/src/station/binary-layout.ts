import { fromText, toHex, toText } from '../bytes.ts';
import type { Layout } from './layout.ts';
import type { BinaryFormat } from './station-shape.ts';

type Place = BinaryFormat['fields'][number];

/** Fields at fixed offsets of a binary frame of at least `length` bytes. */
export function binaryLayout({ fields }: BinaryFormat, length: number): Layout {
  const needed = Math.max(...fields.map(({ offset, size }) => offset + size));
  return {
    fields,
    read: (frame) => (frame.length < needed ? undefined : fields.map((place) => readPlace(frame, place))),
    locate: (frame) =>
      frame.length < needed
        ? { misfit: 'length', needed, found: frame.length }
        : fields.map(({ offset, size }) => ({ from: offset, to: offset + size })),
    write(texts) {
      const frame = new Uint8Array(Math.max(length, needed));
      for (const [i, place] of fields.entries()) writePlace(frame, place, texts[i] ?? '');
      return frame;
    },
  };
}

function readPlace(frame: Uint8Array, place: Place): string {
  const bytes = inOrder(frame.slice(place.offset, place.offset + place.size), place);
  if (place.as === 'ascii') return toText(bytes);
  // A digit above 9 stays a letter and is then no number; it may be a word such as `ffff`.
  if (place.as === 'bcd') return toHex(bytes).replace(/^0+(?=.)/, '');
  const unsigned = bytes.reduce((number, byte) => number * 256 + byte, 0);
  if (place.mask !== undefined) return String(BigInt(unsigned) & BigInt(place.mask));
  if (place.bits !== undefined)
    return String(Math.floor(unsigned / 2 ** place.bits[0]) % bitsSpan(place.bits));
  const half = span(place) / 2;
  if (place.signed === false || unsigned < half) return String(unsigned);
  return String(place.signed === 'magnitude' ? half - unsigned : unsigned - span(place));
}

function writePlace(frame: Uint8Array, place: Place, text: string): void {
  const bytes = inOrder(placeBytes(place, text), place);
  // Flags that share a byte are written one by one: each adds its bits.
  for (const [i, byte] of bytes.entries()) frame[place.offset + i] = (frame[place.offset + i] ?? 0) | byte;
}

/** The text as the place's bytes, most significant first. */
function placeBytes(place: Place, text: string): Uint8Array {
  const { as, size } = place;
  if (as === 'ascii') {
    if (text.length > size) throw new RangeError(`"${text}" is wider than its ${size} bytes`);
    return fromText(place.is === 'value' ? text.padStart(size) : text.padEnd(size));
  }
  if (as === 'bcd') {
    const word = /^[0-9a-f]+$/i.test(text) && !/^\d+$/.test(text);
    const digits = (word ? text : String(whole(text, 0, 10 ** (size * 2)))).padStart(size * 2, '0');
    if (digits.length > size * 2) throw new RangeError(`${text} has more digits than ${size} bytes hold`);
    return Uint8Array.from({ length: size }, (_, i) => Number.parseInt(digits.slice(i * 2, i * 2 + 2), 16));
  }
  const unsigned = unsignedOf(place, text);
  return Uint8Array.from({ length: size }, (_, i) => Math.floor(unsigned / 256 ** (size - 1 - i)) % 256);
}

/** The number in the place's bits. */
function unsignedOf(place: Place, text: string): number {
  if (place.bits !== undefined) return whole(text, 0, bitsSpan(place.bits)) * 2 ** place.bits[0];
  if (place.signed === false) return whole(text, 0, span(place));
  const half = span(place) / 2;
  const number = whole(text, place.signed === 'magnitude' ? 1 - half : -half, half);
  if (number >= 0) return number;
  return place.signed === 'magnitude' ? half - number : number + span(place);
}

const bitsSpan = ([low, high]: readonly [number, number]): number => 2 ** (high - low + 1);

const inOrder = (bytes: Uint8Array, { as, endian }: Place): Uint8Array =>
  as !== 'ascii' && endian === 'little' ? bytes.toReversed() : bytes;

/** Values a field of this size tells apart; exact in a double up to 6 bytes. */
const span = ({ size }: Place): number => 256 ** size;

/** The nearest whole number, if `from <= number < below`. */
function whole(text: string, from: number, below: number): number {
  const number = Math.round(Number(text));
  if (number >= from && number < below) return number;
  throw new RangeError(`"${text}" does not fit its field (${from} to ${below - 1})`);
}
