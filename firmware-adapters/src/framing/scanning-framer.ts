import { matchesAt } from '../bytes.ts';
import type { ComputedFraming, FixedFraming, Framed, Framer, LengthPrefixedFraming } from './framing.ts';
import { NoiseRun } from './noise-run.ts';

const NEED_MORE = 0;
const NO_FRAME = -1;

/**
 * Frames known by their first bytes and their length, fixed or announced. Where a frame should begin and
 * its check fails, only one byte is given up: a good frame that begins inside the damaged one is found.
 * Time is linear in the stream; at worst (noise made of starts) each byte costs one check of a frame.
 */
export function scanningFramer(framing: FixedFraming | LengthPrefixedFraming | ComputedFraming): Framer {
  const { start, check } = framing;
  const longest = framing.kind === 'fixed' ? framing.length : framing.maxLength;
  // Twice the longest frame: what is left is moved to the front only after as much was consumed.
  const buffer = new Uint8Array(longest * 2);
  const lengthAt = lengthFinder(framing, buffer);
  let from = 0;
  let to = 0;
  let found: Framed[] = [];
  const noise = new NoiseRun((rejected) => found.push(rejected));

  const skip = (count: number): void => {
    noise.add(buffer.subarray(from, from + count));
    from += count;
  };
  const skipToStart = (): void => {
    const [first] = start;
    const next = first === undefined ? from : buffer.subarray(0, to).indexOf(first, from);
    skip((next === -1 ? to : next) - from);
  };

  /** Takes frames from the buffer until it holds no whole one. */
  const scan = (ended: boolean): void => {
    for (skipToStart(); from < to; skipToStart()) {
      const available = to - from;
      const begun = matchesAt(buffer, start.subarray(0, available), from);
      const length = !begun ? NO_FRAME : available < start.length ? NEED_MORE : lengthAt(from, to);
      if (length === NO_FRAME) skip(1);
      else if (length === NEED_MORE || length > available) {
        if (!ended) return;
        noise.fail('truncated', available);
        skip(1);
      } else {
        const frame = buffer.slice(from, from + length);
        const reason = check?.(frame) ?? null;
        if (reason === null) {
          noise.end();
          found.push({ kind: 'frame', frame });
          from += length;
        } else {
          noise.fail(reason, length);
          skip(1);
        }
      }
    }
  };
  const collect = (): Framed[] => {
    const all = found;
    found = [];
    return all;
  };

  return {
    get pending() {
      return to - from + noise.length;
    },
    push(chunk) {
      for (let at = 0; at < chunk.length; ) {
        const piece = chunk.subarray(at, at + buffer.length - to);
        buffer.set(piece, to);
        to += piece.length;
        at += piece.length;
        scan(false);
        if (from >= longest) {
          buffer.copyWithin(0, from, to);
          to -= from;
          from = 0;
        }
      }
      return collect();
    },
    flush() {
      scan(true);
      noise.end();
      from = 0;
      to = 0;
      return collect();
    },
  };
}

type LengthAt = (from: number, to: number) => number;

function lengthFinder(
  framing: FixedFraming | LengthPrefixedFraming | ComputedFraming,
  buffer: Uint8Array,
): LengthAt {
  switch (framing.kind) {
    case 'fixed':
      return () => framing.length;
    case 'length-prefixed':
      return announcedLength(framing, buffer);
    case 'computed':
      return computedLength(framing, buffer);
  }
}

/** Asks the device's own rule. A length that no frame has is no frame. */
function computedLength({ head, start, lengthOf, maxLength }: ComputedFraming, buffer: Uint8Array): LengthAt {
  return (from, to) => {
    if (to - from < head) return NEED_MORE;
    const length = lengthOf(buffer.subarray(from, from + head));
    const shortest = Math.max(head, start.length, 1);
    return length === undefined || length < shortest || length > maxLength ? NO_FRAME : length;
  };
}

/** Reads the length field of a frame that begins at `from`. An impossible length is no frame. */
function announcedLength(framing: LengthPrefixedFraming, buffer: Uint8Array): LengthAt {
  const { offset, size, endian, plus, maxLength, start } = framing;
  const view = new DataView(buffer.buffer);
  const shortest = Math.max(offset + size, start.length);
  return (from: number, to: number): number => {
    if (to - from < offset + size) return NEED_MORE;
    const at = from + offset;
    const length = (size === 1 ? view.getUint8(at) : view.getUint16(at, endian === 'little')) + plus;
    return length < shortest || length > maxLength ? NO_FRAME : length;
  };
}
