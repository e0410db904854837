import type { Reading, Rejected } from '@tizhi/contracts';
import { matchesAt } from './bytes.ts';
import { type DeviceDefinition, isRejected } from './device.ts';
import { createFramer } from './framing/create-framer.ts';
import type { Framed } from './framing/framing.ts';

/** A frame with its readings (the raw bytes travel with the numbers), or bytes that held none. */
export type Decoded =
  | { readonly kind: 'frame'; readonly frame: Uint8Array; readonly readings: readonly Reading[] }
  | Rejected;

/** What passed through an adapter since it was created. */
export interface AdapterCounters {
  /** Bytes pushed. */
  readonly bytes: number;
  /** Frames that gave readings. */
  readonly frames: number;
  /** Rejections: damaged or unknown frames and runs of noise. */
  readonly rejected: number;
  /** Bytes in those rejections. */
  readonly discardedBytes: number;
}

/** Bytes of one stream in, readings out. */
export interface Adapter {
  push(bytes: Uint8Array): Decoded[];
  /** The stream ended or fell silent: reports what is held back. */
  flush(): Decoded[];
  readonly counters: AdapterCounters;
  /** Bytes held back until more come; bounded by the definition's framing. */
  readonly pendingBytes: number;
}

/**
 * Joins a definition's framing and decoding for one stream. Never throws on input, holds a bounded
 * number of bytes and takes time linear in them. Use a new one after a reconnect.
 */
export function createAdapter(definition: DeviceDefinition): Adapter {
  const framer = createFramer(definition.framing);
  const decodeFrame = definition.streamDecoder?.() ?? definition.decode;
  const counters = { bytes: 0, frames: 0, rejected: 0, discardedBytes: 0 };

  const decode = (framed: Framed): Decoded => {
    if (framed.kind === 'rejected') return framed;
    const decoding = decodeFrame(framed.frame);
    return isRejected(decoding) ? decoding : { ...framed, readings: decoding };
  };
  const count = (decoded: Decoded): Decoded => {
    if (decoded.kind === 'frame') counters.frames += 1;
    else {
      counters.rejected += 1;
      counters.discardedBytes += decoded.bytes.length;
    }
    return decoded;
  };
  const report = (framed: readonly Framed[]): Decoded[] => framed.map((each) => count(decode(each)));

  return {
    counters,
    get pendingBytes() {
      return framer.pending;
    },
    push(bytes) {
      counters.bytes += bytes.length;
      return report(framer.push(bytes));
    },
    flush: () => report(framer.flush()),
  };
}

/** Decodes a complete capture: its end also ends the last line, where a person left out the delimiter. */
export const decodeCapture = (definition: DeviceDefinition, bytes: Uint8Array): Decoded[] =>
  decodePieces(definition, [bytes]);

/** The same of a capture in pieces: the messages of a device that sends messages, in their order. */
export function decodePieces(definition: DeviceDefinition, pieces: readonly Uint8Array[]): Decoded[] {
  const adapter = createAdapter(definition);
  const { framing } = definition;
  const last = pieces.at(-1) ?? new Uint8Array();
  const unfinished =
    framing.kind === 'delimiter' &&
    !matchesAt(last, framing.delimiter, last.length - framing.delimiter.length);
  return [
    ...pieces.flatMap((piece) => adapter.push(piece)),
    ...(unfinished ? adapter.push(framing.delimiter) : []),
    ...adapter.flush(),
  ];
}
