import type { Rejected } from '@tizhi/contracts';

/** No frame is longer: a frame travels with its result as `rawHex`, which holds 4,096 bytes. */
export const MAX_FRAME_LENGTH = 4096;
/** Bytes that belong to no frame are reported in runs of at most this many. */
export const MAX_NOISE_RUN = 256;

interface Checked {
  /** Checksum and fixed parts: why these bytes are no frame, `null` where they are one. */
  readonly check?: (frame: Uint8Array) => Rejected['reason'] | null;
}

/** Each chunk is a whole frame, as a GATT notification is. */
export interface MessageFraming extends Checked {
  readonly kind: 'message';
  readonly maxLength: number;
}

/** Frames end with `delimiter`, which is not part of the frame. */
export interface DelimiterFraming extends Checked {
  readonly kind: 'delimiter';
  readonly delimiter: Uint8Array;
  /** What every frame begins with, where known: a half line before it is then cut off as noise. */
  readonly start?: Uint8Array;
  readonly maxLength: number;
}

/** Frames of one length that begin with `start`. */
export interface FixedFraming extends Checked {
  readonly kind: 'fixed';
  readonly start: Uint8Array;
  readonly length: number;
}

/** Frames that say their length: frame length = field at `offset` + `plus`. */
export interface LengthPrefixedFraming extends Checked {
  readonly kind: 'length-prefixed';
  /** What every frame begins with; may be empty, though noise is then hard to tell from frames. */
  readonly start: Uint8Array;
  readonly offset: number;
  readonly size: 1 | 2;
  readonly endian: 'big' | 'little';
  readonly plus: number;
  readonly maxLength: number;
}

/** Frames whose length follows from their first bytes by a rule of their own (an answer or an exception). */
export interface ComputedFraming extends Checked {
  readonly kind: 'computed';
  readonly start: Uint8Array;
  /** Bytes that tell the length. */
  readonly head: number;
  /** The whole frame's length from its first `head` bytes; `undefined` where no frame begins so. */
  readonly lengthOf: (head: Uint8Array) => number | undefined;
  readonly maxLength: number;
}

export type Framing =
  | MessageFraming
  | DelimiterFraming
  | FixedFraming
  | LengthPrefixedFraming
  | ComputedFraming;

/** What a framer found: a frame, or bytes that are none. */
export type Framed = { readonly kind: 'frame'; readonly frame: Uint8Array } | Rejected;

/**
 * Cuts a byte stream into frames. Never throws, holds a bounded number of bytes, takes time linear in
 * the bytes, and gives the same whatever the chunks are (but for `message`, where a chunk is a frame).
 * Every byte comes out once: in a frame, as its delimiter, or in a `Rejected`.
 */
export interface Framer {
  push(chunk: Uint8Array): Framed[];
  /** The stream has ended: gives what is left as rejected, and any frame hidden behind a false start. */
  flush(): Framed[];
  /** Bytes held back until more come. */
  readonly pending: number;
}
