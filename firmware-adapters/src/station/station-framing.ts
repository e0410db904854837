import { concat } from '../bytes.ts';
import type { Framing } from '../framing/framing.ts';
import { markerBytes } from './marker.ts';
import { parsePattern } from './pattern.ts';
import type { Marker, StationShape } from './station-shape.ts';

type SpecFraming = StationShape['framing'];

/** Shorter starts occur inside lines by chance. */
const SHORTEST_DERIVED_START = 3;

const bytesOf = (marker: Marker | undefined): Uint8Array =>
  (marker === undefined ? undefined : markerBytes(marker)) ?? new Uint8Array();

/** The framing that a station declares, with its frame check. */
export function stationFraming(spec: StationShape, check: NonNullable<Framing['check']>): Framing {
  const { framing } = spec;
  switch (framing.kind) {
    case 'message':
      return { ...framing, check };
    case 'fixed':
      return { ...framing, start: bytesOf(framing.start), check };
    case 'delimiter': {
      const start = framing.start === undefined ? derivedStart(spec) : bytesOf(framing.start);
      return {
        kind: 'delimiter',
        delimiter: bytesOf(framing.delimiter),
        maxLength: framing.maxLength,
        check,
        ...(start.length === 0 ? {} : { start }),
      };
    }
    case 'length-prefixed': {
      const { offset, size, endian } = framing.length;
      const { maxLength } = framing;
      const start = bytesOf(framing.start);
      return {
        kind: 'length-prefixed',
        start,
        offset,
        size,
        endian,
        plus: uncounted(framing),
        maxLength,
        check,
      };
    }
  }
}

/** Frame length less the number in the length field. */
const uncounted = ({ length }: Extract<SpecFraming, { kind: 'length-prefixed' }>): number =>
  length.plus + (length.counts === 'rest' ? length.offset + length.size : 0);

/** The text before a pattern's first field begins every line: half a line before it can be told from it. */
function derivedStart({ format, followedBy }: StationShape): Uint8Array {
  if (followedBy.length > 0) return new Uint8Array();
  const tokens = format.kind === 'pattern' ? parsePattern(format.pattern) : [];
  const [first] = typeof tokens === 'string' ? [] : tokens;
  const text = first?.kind === 'text' ? first.text : '';
  return text.length < SHORTEST_DERIVED_START ? new Uint8Array() : bytesOf(text);
}

/** Writes start and length into a frame (in place). Throws `RangeError` where the frame cannot have them. */
export function stampFraming(framing: SpecFraming, frame: Uint8Array): void {
  if (framing.kind === 'fixed') {
    if (frame.length !== framing.length) {
      throw new RangeError(`the format writes ${frame.length} bytes, a frame has ${framing.length}`);
    }
    frame.set(bytesOf(framing.start), 0);
  }
  if (framing.kind === 'length-prefixed') {
    const { offset, size, endian } = framing.length;
    frame.set(bytesOf(framing.start), 0);
    const number = frame.length - uncounted(framing);
    if (number < 0 || number >= 256 ** size || offset + size > frame.length) {
      throw new RangeError(`a frame of ${frame.length} bytes cannot say its length`);
    }
    const view = new DataView(frame.buffer, frame.byteOffset);
    if (size === 1) view.setUint8(offset, number);
    else view.setUint16(offset, number, endian === 'little');
  }
}

/** The frame as it goes over the wire. */
export const onTheWire = (framing: SpecFraming, frame: Uint8Array): Uint8Array =>
  framing.kind === 'delimiter' ? concat(frame, bytesOf(framing.delimiter)) : frame;
