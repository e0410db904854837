import { type Doubt, ITEMS, type ItemKey, type Reading, type Unit } from '@tizhi/contracts';
import { printedOf, scaledValue } from '../../station/decimal.ts';
import { allOf, measured, type Said, theItem } from '../say.ts';

/** A number in registers. `register` counts from the first one asked for. 32 bits: high word first unless said. */
export interface RegisterNumber {
  readonly register: number;
  readonly as: 'u16' | 'i16' | 'u32' | 'i32';
  readonly words?: 'high_first' | 'low_first';
}

export interface RegisterValue extends RegisterNumber {
  readonly item: ItemKey;
  /** The number times `scale` is the value in `unit`. Default: 1, the item's own. */
  readonly scale?: number;
  readonly unit?: Unit;
  /** The number that means: nothing was measured. */
  readonly none?: number;
}

/** Bits of a register. */
export interface RegisterBits {
  readonly register: number;
  readonly mask: number;
}

/** Where a device keeps what it measured. */
export interface RegisterMap {
  readonly count: number;
  readonly values: readonly RegisterValue[];
  /** The card number; 0: none. */
  readonly tag?: RegisterNumber;
  /** Set while a finished measurement stands in the registers; without it every answer tells one. */
  readonly ready?: RegisterBits;
  readonly doubts?: readonly (RegisterBits & { readonly doubt: Doubt })[];
}

const BYTES = { u16: 2, i16: 2, u32: 4, i32: 4 } as const;

const viewOf = (registers: Uint8Array): DataView =>
  new DataView(registers.buffer, registers.byteOffset, registers.length);

function numberAt(view: DataView, { register, as, words = 'high_first' }: RegisterNumber): number {
  const at = register * 2;
  if (as === 'u16') return view.getUint16(at);
  if (as === 'i16') return view.getInt16(at);
  const [high, low] = words === 'high_first' ? [at, at + 2] : [at + 2, at];
  const unsigned = view.getUint16(high) * 0x1_0000 + view.getUint16(low);
  return as === 'i32' ? unsigned | 0 : unsigned;
}

function putNumber(view: DataView, place: RegisterNumber, value: number): void {
  const { register, as, words = 'high_first' } = place;
  const bits = BYTES[as] * 8;
  const [low, high] = as.startsWith('i') ? [-(2 ** (bits - 1)), 2 ** (bits - 1)] : [0, 2 ** bits];
  if (!Number.isInteger(value) || value < low || value >= high) {
    throw new RangeError(`${value} does not fit a register as ${as}`);
  }
  const at = register * 2;
  if (bits === 16) {
    view.setUint16(at, value & 0xffff);
    return;
  }
  const [first, second] = words === 'high_first' ? [at, at + 2] : [at + 2, at];
  view.setUint16(first, Math.floor(value / 0x1_0000) & 0xffff);
  view.setUint16(second, value & 0xffff);
}

const isSet = (view: DataView, { register, mask }: RegisterBits): boolean =>
  (view.getUint16(register * 2) & mask) !== 0;

const scaling = ({ item, scale = 1, unit }: RegisterValue) => ({
  scale,
  from: unit ?? ITEMS[item].unit,
  to: ITEMS[item].unit,
});

/** What the registers (two bytes each, `count` of them) say. */
export function readRegisters(map: RegisterMap, registers: Uint8Array): Said {
  const view = viewOf(registers);
  if (map.ready !== undefined && !isSet(view, map.ready)) return [];
  const card = map.tag === undefined ? 0 : numberAt(view, map.tag);
  const tag = card === 0 ? null : String(card);
  const doubt = map.doubts?.find((bits) => isSet(view, bits))?.doubt ?? null;
  return allOf(
    ...map.values.map((place) => {
      const number = numberAt(view, place);
      const printed = { digits: BigInt(number), places: 0 };
      const value = number === place.none ? null : (scaledValue(printed, scaling(place)) ?? null);
      return measured(place.item, { value, tag, doubt });
    }),
  );
}

/** The registers that say these readings. A `RangeError` for what the map cannot say. */
export function writeRegisters(map: RegisterMap, readings: readonly Reading[]): Uint8Array {
  const registers = new Uint8Array(map.count * 2);
  const view = viewOf(registers);
  for (const place of map.values) {
    const { value, tag, doubt } = theItem(readings, place.item);
    if (value === null && place.none === undefined)
      throw new RangeError(`no word for a missing ${place.item}`);
    putNumber(view, place, value === null ? (place.none ?? 0) : Number(printedOf(value, scaling(place))));
    if (tag !== null) {
      if (map.tag === undefined) throw new RangeError('these registers hold no tag');
      putNumber(view, map.tag, Number(tag));
    }
    setBits(view, map, doubt === 'no_value' && place.none !== undefined ? null : doubt);
  }
  return registers;
}

function setBits(view: DataView, { ready, doubts }: RegisterMap, doubt: Doubt | null): void {
  const raised = doubts?.find((bits) => bits.doubt === doubt);
  if (doubt !== null && raised === undefined)
    throw new RangeError(`these registers have no bit for ${doubt}`);
  for (const { register, mask } of [...(ready ? [ready] : []), ...(raised ? [raised] : [])]) {
    view.setUint16(register * 2, view.getUint16(register * 2) | mask);
  }
}
