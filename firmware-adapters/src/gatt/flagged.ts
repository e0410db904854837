import type { ItemKey, Quantity, Reading, Rejected } from '@tizhi/contracts';
import { type Decoding, rejected } from '../device.ts';
import { heartRateReading, itemReading, quantityReading, TRUSTED, type Trust } from '../trusted-readings.ts';
import { FORMATS, type FormatName, ratio, type Scale } from './formats.ts';

/** What a field's number is a reading of. */
export type Meaning = { readonly quantity: Quantity } | { readonly item: ItemKey } | 'heart_rate';

/** One number in the value. Without `is` it is read past: a user index, an average, a time stamp. */
export interface Part {
  readonly name: string;
  readonly format: FormatName;
  /** The number that says "no value" or "not available". */
  readonly none?: number;
  readonly is?: Meaning;
  /** To the unit of what it is; may hang on the flags (kg or lb). Left out: the number itself. */
  readonly scale?: Scale | ((flags: number) => Scale);
  /** How an earlier edition of the specification writes it. The length of a value tells which edition it is. */
  readonly earlier?: { readonly format: FormatName; readonly scale?: Scale };
}

/** Fields that are there together: always, or by a bit of the flags. */
export interface Group {
  /** The bit's number; left out: always there. */
  readonly bit?: number;
  /** There when the bit is 0 ("More Data" of the Fitness Machine Service). */
  readonly whenClear?: true;
  readonly parts: readonly Part[];
}

/** A value that begins with flags which say what follows: what nearly every health characteristic is. */
export interface Flagged {
  /** Bytes of the flags. */
  readonly flags: 0 | 1 | 2 | 3;
  /** Bits that have a meaning but bring no field (units). All others are reserved. */
  readonly plain?: readonly number[];
  readonly groups: readonly Group[];
  /** What the device's status, or the numbers together, say of the measurement. */
  readonly trust?: (values: Readonly<Record<string, number | null>>, flags: number) => Trust;
}

/** A field as it was read: `value` in the unit of what it is, `null` where there is none. */
export interface Field {
  readonly part: Part;
  readonly value: number | null;
}
export interface Fields {
  readonly flags: number;
  readonly fields: readonly Field[];
}

type Edition = 'current' | 'earlier';
export const formatOf = (part: Part, edition: Edition) =>
  FORMATS[(edition === 'earlier' ? part.earlier?.format : undefined) ?? part.format];
const ITSELF = ratio(1);
export function scaleOf(part: Part, flags: number, edition: Edition = 'current'): Scale {
  const scale = (edition === 'earlier' ? part.earlier?.scale : undefined) ?? part.scale ?? ITSELF;
  return typeof scale === 'function' ? scale(flags) : scale;
}

export const isThere = ({ bit, whenClear }: Group, flags: number): boolean =>
  bit === undefined || (((flags >>> bit) & 1) === 1) !== (whenClear ?? false);

/**
 * Cuts a value into its fields. Reserved flags are ignored, as the services ask of a client; octets that only such
 * a flag can have brought are skipped. Without one, a value that is longer than its flags say is no value.
 */
export function readFields(layout: Flagged, frame: Uint8Array): Fields | Rejected['reason'] {
  if (frame.length < layout.flags) return 'truncated';
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  let flags = 0;
  for (let i = layout.flags - 1; i >= 0; i--) flags = flags * 256 + view.getUint8(i);
  const groups = layout.groups.filter((group) => isThere(group, flags));
  const reserved = (flags & ~knownBits(layout)) !== 0;
  const edition = editionOf({ groups, left: frame.length - layout.flags, reserved });
  if (edition === 'truncated' || edition === 'trailing_bytes') return edition;
  let at = layout.flags;
  const fields: Field[] = [];
  for (const { parts } of groups) {
    for (const part of parts) {
      const format = formatOf(part, edition);
      const raw = format.read(view, at);
      const none = raw === null || raw === part.none;
      fields.push({ part, value: none ? null : scaleOf(part, flags, edition).of(raw) });
      at += format.size;
    }
  }
  return { flags, fields };
}

/** The edition whose fields take exactly the octets that are left, or fewer where a reserved flag explains the rest. */
function editionOf(about: {
  readonly groups: readonly Group[];
  readonly left: number;
  readonly reserved: boolean;
}): Edition | 'truncated' | 'trailing_bytes' {
  const { groups, left, reserved } = about;
  const current = sizeOf(groups, 'current');
  if (current === left) return 'current';
  const earlier = sizeOf(groups, 'earlier');
  if (earlier === left) return 'earlier';
  if (reserved && current < left) return 'current';
  return left < Math.max(current, earlier) ? 'truncated' : 'trailing_bytes';
}

function sizeOf(groups: readonly Group[], edition: Edition): number {
  let size = 0;
  for (const { parts } of groups) for (const part of parts) size += formatOf(part, edition).size;
  return size;
}

/** Asked for with every value: found once for a layout. */
const known = new WeakMap<Flagged, number>();
function knownBits(layout: Flagged): number {
  const found = known.get(layout);
  if (found !== undefined) return found;
  const { plain = [], groups } = layout;
  const bits = [...plain, ...groups.flatMap(({ bit }) => (bit === undefined ? [] : [bit]))];
  const mask = bits.reduce((all, bit) => all | (1 << bit), 0);
  known.set(layout, mask);
  return mask;
}

/** One value to its readings. */
export function decodeFlagged(layout: Flagged, frame: Uint8Array): Decoding {
  const read = readFields(layout, frame);
  return typeof read === 'string' ? rejected(read, frame) : readingsOf(layout, read);
}

export function readingsOf(layout: Flagged, { flags, fields }: Fields): Reading[] {
  const trust = layout.trust?.(valuesOf(fields), flags) ?? TRUSTED;
  return fields.flatMap(({ part, value }) =>
    part.is === undefined ? [] : [readingOf(part.is, value, trust)],
  );
}

export const valuesOf = (fields: readonly Field[]): Record<string, number | null> =>
  Object.fromEntries(fields.map(({ part, value }) => [part.name, value]));

function readingOf(is: Meaning, value: number | null, trust: Trust): Reading {
  if (is === 'heart_rate') return heartRateReading({ rate: value ?? 0, trust });
  return 'quantity' in is ? quantityReading(is.quantity, value, trust) : itemReading(is.item, value, trust);
}
