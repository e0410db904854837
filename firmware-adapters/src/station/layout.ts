import type { Field } from './station-shape.ts';

/** Bytes `from` to before `to` of a frame. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What a frame lacks to have a layout. */
export type Misfit =
  | { readonly misfit: 'text'; readonly expected: string; readonly at: number }
  | { readonly misfit: 'rest'; readonly at: number }
  | { readonly misfit: 'columns' | 'length'; readonly needed: number; readonly found: number };

/**
 * How the fields lie in a frame. Every layout reduces a frame to one text a field (the number 52 in a byte
 * is `52`), and back: what the texts mean is the same for all (`fields.ts`).
 */
export interface Layout {
  readonly fields: readonly Field[];
  /** The fields' texts in their order; `undefined` where the frame does not have this layout. */
  read(frame: Uint8Array): readonly string[] | undefined;
  /** Where each field lies in the frame, `to` not included; or why the frame does not have this layout. */
  locate(frame: Uint8Array): readonly Span[] | Misfit;
  /** The frame without its checksum. Throws `RangeError` where a text does not fit its place. */
  write(texts: readonly string[]): Uint8Array;
}
