import type { Field } from './station-shape.ts';

/**
 * How the fields lie in a frame. Every layout reduces a frame to one text a field (the number 52 in a byte
 * is `52`), and back: what the texts mean is the same for all (`fields.ts`).
 */
export interface Layout {
  readonly fields: readonly Field[];
  /** The fields' texts in their order; `undefined` where the frame does not have this layout. */
  read(frame: Uint8Array): readonly string[] | undefined;
  /** The frame without its checksum. Throws `RangeError` where a text does not fit its place. */
  write(texts: readonly string[]): Uint8Array;
}
